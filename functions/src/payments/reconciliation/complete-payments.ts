import type Stripe from 'stripe';
import { Payment } from '../../contract/index.ts';
import { collection, decodeDocument, storeVersion } from '../../platform/store/documents.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { type Breakdown, NO_BREAKDOWN } from '../records/payment-facts.ts';
import { orNull } from '../stripe/call-stripe.ts';
import { InvoiceObject } from '../stripe/plan-shapes.ts';
import { invoiceBreakdown, sessionBreakdown, toSettlement } from '../stripe/read-settlement.ts';
import { CheckoutSession, SettledIntent } from '../stripe/stripe-shapes.ts';

/** The most older payments that one run completes, so that it doesn't ask Stripe for years of them at once. */
const MAX_OLDER = 200;
/** The schema version that has the fields. */
const COMPLETE_SINCE_SCHEMA = 3;

interface Completing {
  /** Payments of the last days, which this run compares anyway. */
  readonly recent: ReadonlyMap<string, Payment>;
  /** Earlier runs have completed the payments since this time. */
  readonly sinceMs: number;
  readonly keep: () => Promise<void>;
}

/**
 * Adds to payments what Stripe knows and no event reported: discount, tax, fee and settlement. Works back from the
 * newest payment, a part each night.
 * @returns how many were completed, and since when all are complete
 */
export async function completePayments(
  services: Pick<PaymentServices, 'db' | 'meter'>,
  stripe: Stripe,
  { recent, sinceMs, keep }: Completing,
): Promise<{ completed: number; completeSinceMs: number }> {
  const { db } = services;
  if ((await storeVersion(db)) < COMPLETE_SINCE_SCHEMA) return { completed: 0, completeSinceMs: sinceMs };
  const { docs } = await collection(db, 'payments')
    .where('paidAt', '<', new Date(sinceMs))
    .orderBy('paidAt', 'desc')
    .limit(MAX_OLDER)
    .get();
  const older = docs.flatMap((doc): [string, Payment][] => {
    const payment = decodeDocument(Payment, doc);
    return payment ? [[doc.id, payment.value]] : [];
  });
  let completed = 0;
  for (const [paymentId, payment] of [...recent, ...older]) {
    if (isComplete(payment)) continue;
    const fact = await readFact(stripe, payment);
    await keep();
    if (fact.settlement === null && fact.breakdown === null) continue;
    const { accountId } = payment;
    const facts = { kind: 'payment', paymentId, fact } as const;
    await submitPayment(services, { accountId, paymentId, reducer: 'applyChange', facts });
    completed++;
  }
  const lastMs = older.at(-1)?.[1].paidAt ?? 0;
  // Others may have been paid in the same millisecond.
  return { completed, completeSinceMs: docs.length < MAX_OLDER ? 0 : lastMs + 1 };
}

function isComplete({ paidAt, paidCents, taxCents, settlement }: Payment): boolean {
  if (paidAt === null || !paidCents) return true;
  return (taxCents ?? null) !== null && (settlement ?? null) !== null;
}

async function readFact(stripe: Stripe, payment: Payment) {
  const { paymentIntentId, taxCents } = payment;
  const expand = ['latest_charge.balance_transaction'];
  const intent =
    paymentIntentId === null
      ? null
      : await orNull(stripe.paymentIntents.retrieve(paymentIntentId, { expand }));
  const settled = SettledIntent.parse(intent ?? {}).latest_charge?.balance_transaction;
  return {
    kind: 'charged',
    settlement: settled ? toSettlement(settled) : null,
    breakdown: (taxCents ?? null) === null ? await readBreakdown(stripe, payment) : null,
  } as const;
}

async function readBreakdown(
  stripe: Stripe,
  { via, sessionId, invoiceId }: Payment,
): Promise<Breakdown | null> {
  if (via === 'subscription') {
    const invoice = invoiceId === null ? null : await orNull(stripe.invoices.retrieve(invoiceId));
    return invoice && invoiceBreakdown(InvoiceObject.parse(invoice));
  }
  if (via !== 'checkout') return NO_BREAKDOWN;
  const session = sessionId === null ? null : await orNull(stripe.checkout.sessions.retrieve(sessionId));
  return session && sessionBreakdown(CheckoutSession.parse(session));
}
