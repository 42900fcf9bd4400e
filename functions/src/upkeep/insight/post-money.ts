import {
  addDays,
  daysBetween,
  type Figures,
  MICROCENTS,
  type MoneyFact,
  type Posted,
  type Posting,
  partOf,
} from '../../contract/index.ts';
import { type AccountState, type PendingState, see } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';

export interface FactToPost {
  readonly fact: MoneyFact;
  readonly posted: Posted;
  readonly state: AccountState;
  readonly posting: Posting;
}

/** Adds money that moved. */
export function postMoney(changes: InsightChanges, to: FactToPost): void {
  const { fact, posted } = to;
  switch (fact.kind) {
    case 'sale':
      postSale(changes, { ...to, fact });
      return;
    case 'settlement': {
      const { to: into, feeCents, paidCents } = fact;
      const settled = { [into.currency]: { fromCents: paidCents, toCents: into.cents } };
      addCurrency(changes, to, { settled });
      changes.addTo('money', posted.day, { paymentFees: { [into.currency]: feeCents } });
      return;
    }
    case 'fee':
      changes.addTo('money', posted.day, { disputeFees: { [fact.fee.currency]: fact.fee.cents } });
      return;
    case 'reversed':
    case 'restored':
      postReversal(changes, { ...to, fact });
      return;
  }
}

type Of<K extends MoneyFact['kind']> = Omit<FactToPost, 'fact'> & {
  readonly fact: Extract<MoneyFact, { kind: K }>;
};

function postSale(changes: InsightChanges, to: Of<'sale'>): void {
  const { fact, posted, state } = to;
  const { paidCents, taxCents, discountCents, currency, source, product, accountId, paymentId } = fact;
  const sales = Math.max(0, paidCents - taxCents) * MICROCENTS;
  addCurrency(changes, to, {
    ...{ payments: 1, firstPayments: Number(!state.hasPaid), paidCents, taxCents, discountCents },
    products: { [product]: { payments: 1, sales } },
    sources: { [source]: { sales } },
  });
  changes.addToAccount(accountId, posted.day, { sales: { [currency]: sales } });
  addUnallotted(changes, { fact, day: posted.day, value: sales });
  state.hasPaid = true;
  see(state, fact.at);
  const pending: PendingState = {
    value: sales,
    currency,
    source,
    openCents: paidCents,
    takenCents: 0,
    takenValue: 0,
  };
  state.pending[paymentId] = pending;
  if (!fact.unlimited) return;
  const from = to.posting(fact.unlimited.startMs, fact.recordedAt).day;
  const until = to.posting(fact.unlimited.endMs, fact.recordedAt).day;
  const stretch = { from, to: until > from ? until : addDays(from, 1), value: sales };
  pending.stretches = [stretch];
  earn(changes, { fact, stretch, fromDay: from });
}

/**
 * Posts money that goes back, or comes in again. A payment's part without granted credits is reversed by its share; the rest
 * counts as spent until the ledger's entry shows the unspent part.
 */
function postReversal(changes: InsightChanges, to: Of<'reversed' | 'restored'>): void {
  const { fact, posted, state } = to;
  const { by, cause, cents, netCents, paymentId } = fact;
  const sign = fact.kind === 'reversed' ? 1 : -1;
  const { day } = posted;
  addCurrency(
    changes,
    to,
    by === 'refund' ? { refundedCents: sign * cents } : { disputedCents: sign * cents },
  );
  const reversal = { by, day };
  state.reversals[cause] = reversal;
  // If a payment is booked after its refund, entries are named after the payment.
  state.reversals[paymentId] = reversal;
  const pending = state.pending[paymentId];
  const value = pending
    ? sign * (sign > 0 ? takePending(pending, cents, day) : restorePending(pending, cents))
    : 0;
  if (pending?.stretches && value !== 0) {
    const stretch = { from: addDays(day, 1), to: endOf(pending, day), value: 0 - value };
    pending.stretches.push(stretch);
    earn(changes, { fact, stretch, fromDay: stretch.from });
  }
  addUnallotted(changes, { fact, day, value: 0 - value });
  const spent = sign * netCents * MICROCENTS - value;
  addFlows(
    changes,
    { fact, day },
    by === 'refund'
      ? { refundedUnspent: value, refundedSpent: spent }
      : { disputedUnspent: value, disputedSpent: spent },
  );
}

function takePending(pending: PendingState, cents: number, day: string): number {
  const left = pending.stretches ? leftAfter(pending.stretches, day) : Math.max(0, pending.value);
  const value = left > 0 ? partOf(left, cents, pending.openCents) : 0;
  pending.openCents -= cents;
  pending.takenCents += cents;
  pending.takenValue += value;
  if (!pending.stretches) pending.value -= value;
  return value;
}

function restorePending(pending: PendingState, cents: number): number {
  const value = partOf(pending.takenValue, cents, pending.takenCents);
  pending.openCents += cents;
  pending.takenCents -= cents;
  pending.takenValue -= value;
  if (!pending.stretches) pending.value += value;
  return value;
}

type Stretch = NonNullable<PendingState['stretches']>[number];

/** Returns the revenue of a stretch after a number of its days. */
function earnedAfter({ value, from, to }: Stretch, days: number): number {
  const whole = Math.max(1, daysBetween(from, to));
  const part = partOf(Math.abs(value), Math.max(0, days), whole);
  return value < 0 ? 0 - part : part;
}

function leftAfter(stretches: readonly Stretch[], day: string): number {
  return stretches.reduce(
    (sum, stretch) => sum + stretch.value - earnedAfter(stretch, daysBetween(stretch.from, day) + 1),
    0,
  );
}

/** Returns the end of a restored stretch: if its days are over, its value is earned on the next day. */
function endOf({ stretches = [] }: PendingState, day: string): string {
  const to = stretches[0]?.to ?? day;
  return to > addDays(day, 1) ? to : addDays(day, 2);
}

/** Posts the revenue of each day of a stretch, including future days. */
function earn(
  changes: InsightChanges,
  {
    fact,
    stretch,
    fromDay,
  }: { readonly fact: MoneyFact; readonly stretch: Stretch; readonly fromDay: string },
): void {
  const days = daysBetween(stretch.from, stretch.to);
  for (let index = 0; index < days; index++) {
    const value = earnedAfter(stretch, index + 1) - earnedAfter(stretch, index);
    const day = addDays(fromDay, index);
    addFlows(changes, { fact, day }, { revenueUnlimited: value });
    addUnallotted(changes, { fact, day, value: 0 - value });
  }
}

interface Place {
  readonly fact: MoneyFact;
  readonly day: string;
}

function addFlows(changes: InsightChanges, { fact, day }: Place, flows: Figures): void {
  const { currency, source } = fact;
  changes.addTo('money', day, { currencies: { [currency]: { sources: { [source]: flows } } } });
}

function addCurrency(changes: InsightChanges, { fact, posted }: FactToPost, figures: Figures): void {
  changes.addTo('money', posted.day, { currencies: { [fact.currency]: figures } });
}

function addUnallotted(
  changes: InsightChanges,
  { fact, day, value }: Place & { readonly value: number },
): void {
  const { currency, source } = fact;
  changes.addToBalance(day, { liability: { [currency]: { [source]: { unallotted: value } } } });
}
