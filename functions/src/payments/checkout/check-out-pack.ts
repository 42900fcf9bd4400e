import type Stripe from 'stripe';
import { type Payment, paymentIdOf, type RequestOf } from '../../contract/index.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import { log } from '../../platform/signals/log.ts';
import type { PaymentServices } from '../payment-services.ts';
import { toMetadata } from '../records/find-payment.ts';
import { newPayment, openPayment } from '../records/open-payment.ts';
import { callStripe } from '../stripe/call-stripe.ts';
import { isRejection } from '../stripe/stripe-error.ts';
import { bookRejection } from './book-rejection.ts';
import { requireUrl, returnUrls, taxParams } from './checkout-page.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { itemAsShown } from './item-as-shown.ts';
import { priceAtStripe } from './sync-prices.ts';

type PackRequest = RequestOf<'startCheckout'> & { readonly buy: { readonly kind: 'pack' } };

/** Opens the checkout page of a pack. The payment is recorded before anybody can pay it. */
export async function checkOutPack(request: PackRequest, context: CallContext, services: PaymentServices) {
  const { requestId, buy, catalogVersion } = request;
  const { accountId, uid, email, traceId } = context;
  const published = await services.catalogs.current(catalogVersion);
  const item = itemAsShown(published, (currency) => `pack:${buy.pack}:${currency}`, request);
  const stripe = await services.stripe();
  const paymentId = paymentIdOf({ accountId, cause: requestId });
  const customerId = await callStripe(ensureCustomer(services, { accountId, uid, email }));

  const { label, micros } = published.catalog.packs[buy.pack] ?? { label: '', micros: 0 };
  const payment = newPayment({
    accountId,
    uid,
    bought: { kind: 'pack', pack: buy.pack, label, micros },
    via: 'checkout',
    currency: item.currency,
    amountCents: item.amountCents,
    catalogVersion: published.version,
    termsVersion: request.termsVersion,
    traceId,
  });
  await services.meter.submit(accountId, openPayment({ accountId, paymentId, payment, customerId }));
  const page = async () => {
    const price = await priceAtStripe(stripe, item);
    return openPage(stripe, { paymentId, customerId, price, email, payment }, services);
  };
  const url = await callStripe(page()).catch(async (error: unknown) => {
    if (isRejection(error)) await bookRejection(services, { accountId, paymentId, error });
    throw error;
  });
  log.checkoutStarted({ paymentId, item: item.key, traceId });
  return { url, paymentId };
}

async function openPage(
  stripe: Stripe,
  page: {
    paymentId: string;
    customerId: string;
    price: string;
    email: string | null;
    payment: Omit<Payment, 'createdAt'>;
  },
  { siteAddress, hasAutomaticTax }: PaymentServices,
): Promise<string> {
  const { paymentId, customerId, price, email, payment } = page;
  const metadata = toMetadata({ accountId: payment.accountId, paymentId });
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      customer: customerId,
      line_items: [{ price, quantity: 1 }],
      ...returnUrls(siteAddress(), paymentId),
      allow_promotion_codes: true,
      ...taxParams(hasAutomaticTax()),
      metadata,
      payment_intent_data: {
        metadata,
        setup_future_usage: 'off_session',
        ...(email && { receipt_email: email }),
      },
    },
    { idempotencyKey: `checkout-${paymentId}` },
  );
  return requireUrl(session);
}
