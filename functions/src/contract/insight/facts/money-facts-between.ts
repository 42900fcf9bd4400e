import { netPaidCents, type Payment, type Reversal } from '../../payments/payment.ts';
import type { Document } from '../../store/document-kinds.ts';
import type { MoneyFact } from './money-fact.ts';

interface Learned {
  readonly paymentId: string;
  /** The time of the change at Stripe. */
  readonly atMs: number;
  readonly nowMs: number;
  /** The days that a plan without a price per credit was paid for. */
  readonly unlimited: Extract<MoneyFact, { kind: 'sale' }>['unlimited'];
}

/**
 * Returns the movements of money between two states of a payment, as facts to store. Their ids follow from the movements, so a
 * commit that is decided again writes the same ones.
 */
export function moneyFactsBetween(
  before: Payment | null,
  after: Payment,
  learned: Learned,
): Document<'moneyFact'>[] {
  if (after.paidAt === null) return [];
  const { paymentId, atMs, nowMs } = learned;
  const about = {
    ...{ schemaVersion: 1, paymentId, accountId: after.accountId, currency: after.currency },
    source: after.bought.kind === 'pack' ? 'purchase' : 'subscription',
    recordedAt: nowMs,
  } as const;
  const facts: [name: string, fact: MoneyFact][] = [];
  const wasPaid = before !== null && before.paidAt !== null;
  if (!wasPaid) facts.push(['sale', { ...about, ...toSale(after, learned), at: after.paidAt }]);
  if (after.settlement && !(wasPaid && before.settlement)) {
    const { currency, amountCents, feeCents } = after.settlement;
    const to = { currency, cents: amountCents };
    const settled = { kind: 'settlement', paidCents: after.paidCents ?? 0, to, feeCents } as const;
    facts.push(['settlement', { ...about, ...settled, at: after.paidAt }]);
  }
  let reversedCents = sumCounted(wasPaid ? before : null);
  for (const [cause, reversal] of Object.entries(after.reversals)) {
    const was = wasPaid ? (before.reversals[cause] ?? null) : null;
    const cents = countedCents(reversal) - (was ? countedCents(was) : 0);
    if (cents !== 0) {
      const netCents = netBehind(after, reversedCents + cents) - netBehind(after, reversedCents);
      reversedCents += cents;
      const kind = cents > 0 ? 'reversed' : 'restored';
      const moved = {
        kind,
        by: reversal.kind,
        cause,
        cents: Math.abs(cents),
        netCents: Math.abs(netCents),
      } as const;
      facts.push([`${kind}-${cause}`, { ...about, ...moved, at: atMs }]);
    }
    const feeCents = (reversal.fee?.cents ?? 0) - (was?.fee?.cents ?? 0);
    if (reversal.fee && feeCents !== 0) {
      const fee = { currency: reversal.fee.currency, cents: feeCents };
      facts.push([`fee-${cause}-${reversal.fee.cents}`, { ...about, kind: 'fee', cause, fee, at: atMs }]);
    }
  }
  return facts.map(([name, value]) => ({ kind: 'moneyFact', id: `${paymentId}-${name}`, value }));
}

function toSale({ bought, paidCents, taxCents, discountCents }: Payment, { unlimited }: Learned) {
  const product = bought.kind === 'pack' ? `pack:${bought.pack}` : `plan:${bought.plan}:${bought.interval}`;
  const known = { paidCents: paidCents ?? 0, taxCents: taxCents ?? 0, discountCents: discountCents ?? 0 };
  return { kind: 'sale', product, ...known, unlimited } as const;
}

/** Returns a reversal's part of `reversedCents`: a refund counts at once, a dispute when it is lost. */
function countedCents({ kind, state, amountCents }: Reversal): number {
  return state === 'done' || (kind === 'refund' && state === 'open') ? amountCents : 0;
}

function sumCounted(payment: Payment | null): number {
  return Object.values(payment?.reversals ?? {}).reduce((sum, reversal) => sum + countedCents(reversal), 0);
}

/** Returns the part without tax of so much of a payment. Sums of parts are never off by rounding. */
function netBehind(payment: Payment, cents: number): number {
  const paidCents = payment.paidCents ?? 0;
  const netCents = netPaidCents(payment) ?? paidCents;
  return paidCents === 0 ? 0 : Math.round((netCents * Math.min(cents, paidCents)) / paidCents);
}
