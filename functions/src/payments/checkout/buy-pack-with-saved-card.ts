import { AppError, assertFreshRequestId, type Payment, paymentIdOf } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { log } from '../../platform/signals/log.ts';
import type { PaymentServices } from '../payment-services.ts';
import { newPayment, openPayment } from '../records/open-payment.ts';
import { readBilling, readPayment } from '../records/read-records.ts';
import { chargeSavedCard } from './charge-saved-card.ts';
import { itemAsShown } from './item-as-shown.ts';

/**
 * Buys a pack with the saved card, once per request id, at the price that was shown.
 * @throws AppError `not-found` without a card; `card-declined`, `authentication-required`: use the checkout page then
 */
export function buyPackWithSavedCard(services: PaymentServices): Handler<'buyPackWithSavedCard'> {
  return async (request, { accountId, uid, email, traceId }) => {
    const { meter, catalogs, now } = services;
    const { requestId, pack, catalogVersion, termsVersion } = request;
    assertFreshRequestId(requestId, now());
    const published = await catalogs.current(catalogVersion);
    const item = itemAsShown(published, (currency) => `pack:${pack}:${currency}`, request);
    const billing = await readBilling(services, accountId);
    if (!billing?.card || !billing.customerId) throw new AppError('not-found', { reason: 'saved-card' });

    const paymentId = paymentIdOf({ accountId, cause: requestId });
    const { label, micros } = published.catalog.packs[pack] ?? { label: '', micros: 0 };
    const payment = newPayment({
      accountId,
      uid,
      bought: { kind: 'pack', pack, label, micros },
      via: 'saved-card',
      currency: item.currency,
      amountCents: item.amountCents,
      catalogVersion: published.version,
      termsVersion,
      traceId,
    });
    const { customerId, card } = billing;
    if (await isUnpaid(meter.submit(accountId, openPayment({ accountId, paymentId, payment, customerId })))) {
      log.checkoutStarted({ paymentId, item: item.key, traceId });
      const { paymentMethodId } = card;
      // A retry charges the recorded payment, even if the catalog has changed.
      const agreed = await requirePayment(services, paymentId);
      const who = { accountId, paymentId, customerId, paymentMethodId, email };
      await chargeSavedCard(services, { ...who, payment: agreed });
    }
    const { state } = await requirePayment(services, paymentId);
    return { paymentId, state };
  };
}

async function requirePayment(services: PaymentServices, paymentId: string): Promise<Payment> {
  const payment = await readPayment(services, paymentId);
  if (!payment) throw new Error(`The payment ${paymentId} is gone`);
  return payment;
}

/** Returns whether a payment is still unpaid. Otherwise it is paid or in progress, and the card isn't charged again. */
async function isUnpaid(opened: Promise<unknown>): Promise<boolean> {
  try {
    await opened;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'already-settled') return false;
    throw error;
  }
}
