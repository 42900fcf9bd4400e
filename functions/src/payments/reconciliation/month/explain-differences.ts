import type { Firestore } from 'firebase-admin/firestore';
import type Stripe from 'stripe';
import {
  createZone,
  MoneyFact,
  monthOf,
  Payment,
  type Posting,
  SECOND_MS,
  type TieCause,
} from '../../../contract/index.ts';
import { collection, decodeDocument } from '../../../platform/store/documents.ts';
import { callStripe, orNull } from '../../stripe/call-stripe.ts';
import type { TiedItem } from './tie-month.ts';

interface Explaining {
  readonly db: Firestore;
  readonly stripe: Stripe;
  readonly timeZone: string;
  readonly posting: Posting;
  readonly month: string;
}

/** Says why the sides count an item differently: looks for it in other months, here and at Stripe. */
export async function explainDifference(item: TiedItem, services: Explaining): Promise<TieCause> {
  const { line, key, hereCents, stripeCents } = item;
  const about = { line, stripeId: key === item.paymentId ? null : key, hereCents, stripeCents };
  if (item.isHere && item.isAtStripe) {
    return { ...about, kind: 'other-amount', paymentId: item.paymentId, otherMonth: null };
  }
  if (item.isHere) {
    const otherMonth = await monthAtStripe(item, services);
    const kind = otherMonth === null ? 'not-at-stripe' : 'other-month';
    return { ...about, kind, paymentId: item.paymentId, otherMonth };
  }
  return { ...about, ...(await findHere(item, services)) };
}

/** Returns the other month in which Stripe moved the money; null: Stripe hasn't, or not of such an object. */
async function monthAtStripe(
  { key }: TiedItem,
  { stripe, timeZone, month }: Explaining,
): Promise<string | null> {
  const moved = await callStripe(movementsOf(stripe, key));
  const zone = createZone(timeZone);
  const months = moved.map((seconds) => monthOf(zone(seconds * SECOND_MS).day));
  return months.find((other) => other !== month) ?? null;
}

/** Returns when the Stripe balance moved for a payment intent, refund or dispute, in seconds. */
async function movementsOf(stripe: Stripe, id: string): Promise<number[]> {
  if (id.startsWith('re_') || id.startsWith('pyr_')) {
    const refund = await orNull(stripe.refunds.retrieve(id, { expand: ['balance_transaction'] }));
    return timesOf([refund?.balance_transaction]);
  }
  if (id.startsWith('dp_') || id.startsWith('du_')) {
    const dispute = await orNull(stripe.disputes.retrieve(id));
    return timesOf(dispute?.balance_transactions ?? []);
  }
  if (!id.startsWith('pi_')) return [];
  const expand = ['latest_charge.balance_transaction'];
  const intent = await orNull(stripe.paymentIntents.retrieve(id, { expand }));
  const charge = intent?.latest_charge;
  return timesOf([typeof charge === 'object' ? charge?.balance_transaction : null]);
}

function timesOf(all: readonly (string | { readonly created: number } | null | undefined)[]): number[] {
  return all.flatMap((one) => (typeof one === 'object' && one !== null ? one.created : []));
}

/** Finds the payment behind a movement at Stripe, and the month in which the journal has it. */
async function findHere(
  item: TiedItem,
  { db, stripe, posting, month }: Explaining,
): Promise<Pick<TieCause, 'kind' | 'paymentId' | 'otherMonth'>> {
  const { key, line } = item;
  const intentId = key.startsWith('pi_') ? key : await callStripe(intentOf(stripe, key));
  const found =
    intentId === null
      ? undefined
      : (await collection(db, 'payments').where('paymentIntentId', '==', intentId).limit(1).get()).docs[0];
  const payment = found && decodeDocument(Payment, found)?.value;
  if (!payment) return { kind: 'not-here', paymentId: null, otherMonth: null };
  const names =
    line === 'sales' ? ['sale'] : line === 'fees' ? feeNames(item) : [`reversed-${key}`, `restored-${key}`];
  const stored = await db.getAll(
    ...names.map((name) => collection(db, 'moneyFacts').doc(`${found.id}-${name}`)),
  );
  const facts = stored.flatMap((snapshot) => decodeDocument(MoneyFact, snapshot)?.value ?? []);
  const months = facts.map(({ at, recordedAt }) => monthOf(posting(at, recordedAt).day));
  const otherMonth = months.find((other) => other !== month) ?? null;
  if (otherMonth !== null) return { kind: 'other-month', paymentId: found.id, otherMonth };
  const isNotLost = line === 'disputes' && payment.reversals[key] !== undefined && facts.length === 0;
  return { kind: isNotLost ? 'dispute-not-lost' : 'not-here', paymentId: found.id, otherMonth: null };
}

/** Returns the names of the facts that can have booked a fee. */
function feeNames({ key, stripeCents }: TiedItem): string[] {
  return key.startsWith('pi_') ? ['settlement'] : [`fee-${key}-${0 - stripeCents}`];
}

async function intentOf(stripe: Stripe, id: string): Promise<string | null> {
  const isRefund = id.startsWith('re_') || id.startsWith('pyr_');
  const isDispute = id.startsWith('dp_') || id.startsWith('du_');
  if (!isRefund && !isDispute) return null;
  const found = await (isRefund ? orNull(stripe.refunds.retrieve(id)) : orNull(stripe.disputes.retrieve(id)));
  const intent = found?.payment_intent ?? null;
  return typeof intent === 'string' ? intent : (intent?.id ?? null);
}
