import { type LedgerEntry, MICROCENTS, monthOf, type Posted, partOf } from '../../contract/index.ts';
import { type AccountState, type LotState, takeFromLot } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';

type Movement = Exclude<LedgerEntry, { kind: 'usage' }>;
type Grant = Extract<Movement, { kind: 'grant' }>;

export interface EntryToPost {
  readonly id: string;
  readonly entry: Movement;
  readonly posted: Posted;
  readonly state: AccountState;
}

/** Prefixes of the ids of entries, which follow from their causes. */
const TAKE_BACK = 'take-back-';
export const GIVE_BACK = 'give-back-';
const CARRY = 'carry-';
const UPGRADE = 'upgrade-';

/** Adds an entry of the ledger, other than usage. */
export function postEntry(changes: InsightChanges, to: EntryToPost): void {
  const { entry, posted } = to;
  for (const { source, amountMicros } of entry.amounts) {
    changes.addToBalance(posted.day, { outstanding: { [source]: amountMicros } });
    to.state.balanceMicros += amountMicros;
  }
  const { debtDeltaMicros } = entry;
  if (debtDeltaMicros !== 0) {
    const moved = debtDeltaMicros > 0 ? { incurred: debtDeltaMicros } : { repaid: 0 - debtDeltaMicros };
    changes.addTo('credits', posted.day, { debt: moved });
    changes.addToBalance(posted.day, { debtMicros: debtDeltaMicros });
  }
  switch (entry.kind) {
    case 'grant':
      postGrant(changes, { ...to, entry });
      return;
    case 'revoke':
      postRevoke(changes, to);
      return;
    case 'lapse':
      postOut(changes, to, { credits: 'lapsed', money: 'revenueLapsed' });
      return;
    case 'repay':
      postOut(changes, to, { credits: 'repaid', money: 'revenueDebtRepaid' });
      return;
  }
}

function postGrant(changes: InsightChanges, to: EntryToPost & { readonly entry: Grant }): void {
  const { id, entry, posted, state } = to;
  const { lot, totalMicros } = entry;
  const { day } = posted;
  const name = id.startsWith(GIVE_BACK) ? 'givenBack' : 'granted';
  changes.addTo('credits', day, { sources: { [lot.source]: { [name]: totalMicros } } });
  if (lot.source === 'welcome') changes.addTo('credits', day, { welcomed: 1 });
  const byLot = netByLot(entry);
  let carriedValue = 0;
  for (const { lotId, source, amountMicros } of byLot) {
    const carried = amountMicros - (lotId === lot.lotId ? totalMicros : 0);
    if (carried !== 0) changes.addTo('credits', day, { sources: { [source]: { carried } } });
    const from = state.lots[lotId];
    if (amountMicros >= 0 || !from) continue;
    const value = takeFromLot(from, 0 - amountMicros);
    carriedValue += value;
    addLiability(changes, { day, lot: from, value: 0 - value });
  }
  const intoMicros = byLot.find(({ lotId }) => lotId === lot.lotId)?.amountMicros ?? 0;
  const known = state.lots[lot.lotId];
  if (name === 'givenBack') {
    if (known) giveBack(changes, to, { lot: known, micros: totalMicros });
    return;
  }
  const pendingId = id.startsWith(CARRY) ? null : paymentBehind(id, to);
  const value = id.startsWith(CARRY)
    ? 0
    : grantValue(to.entry, pendingId === null ? null : (state.pending[pendingId]?.value ?? null));
  if (value === 0 && carriedValue === 0 && !known) return;
  const pending = pendingId === null ? undefined : state.pending[pendingId];
  const currency =
    known?.currency ?? lot.unitValue?.currency ?? pending?.currency ?? currencyOfCarried(to, byLot);
  const fresh = {
    micros: 0,
    value: 0,
    currency,
    source: lot.source,
    born: monthOf(day),
    takenMicros: 0,
    takenValue: 0,
  };
  const into: LotState = known ?? fresh;
  into.micros += intoMicros;
  into.value += value + carriedValue;
  state.lots[lot.lotId] = into;
  addLiability(changes, { day, lot: into, value: value + carriedValue });
  if (value === 0) return;
  // The liability for paid time becomes one for credits.
  const { source } = pending ?? into;
  changes.addToBalance(day, { liability: { [currency]: { [source]: { unallotted: 0 - value } } } });
  if (pending) pending.value -= value;
}

/** Returns the price of new credits. @param pendingValue of a payment whose credits have no price */
function grantValue({ lot, totalMicros }: Grant, pendingValue: number | null): number {
  const { unitValue } = lot;
  if (unitValue) return partOf(unitValue.cents * MICROCENTS, totalMicros, unitValue.perMicros);
  return lot.source === 'purchase' ? (pendingValue ?? 0) : 0;
}

/** Returns the payment behind a grant: for the additional credits of a dearer plan, that of the change. */
function paymentBehind(id: string, { entry, state }: EntryToPost & { readonly entry: Grant }): string | null {
  if (!id.startsWith(UPGRADE)) return entry.lot.paymentId;
  const paymentId = id.slice(UPGRADE.length);
  return state.pending[paymentId] ? paymentId : paymentId.replace(/-\d+$/, '');
}

function currencyOfCarried({ state }: EntryToPost, byLot: readonly { readonly lotId: string }[]): string {
  return byLot.flatMap(({ lotId }) => state.lots[lotId]?.currency ?? [])[0] ?? 'usd';
}

/** Gives taken credits back, as far as they were unspent then. */
function giveBack(
  changes: InsightChanges,
  to: EntryToPost,
  { lot, micros }: { lot: LotState; micros: number },
): void {
  const value = partOf(lot.takenValue, micros, lot.takenMicros);
  lot.takenValue -= value;
  lot.takenMicros = Math.max(0, lot.takenMicros - micros);
  lot.micros += micros;
  lot.value += value;
  moveReversed(changes, to, { cause: to.id.slice(GIVE_BACK.length), lot, value: 0 - value });
}

function postRevoke(changes: InsightChanges, to: EntryToPost): void {
  const { id, entry, posted, state } = to;
  for (const { lotId, source, amountMicros } of entry.amounts) {
    const takenBack = 0 - amountMicros;
    changes.addTo('credits', posted.day, { sources: { [source]: { takenBack } } });
    const lot = state.lots[lotId];
    if (!lot) continue;
    const value = takeFromLot(lot, takenBack);
    lot.takenMicros += takenBack + entry.debtDeltaMicros;
    lot.takenValue += value;
    moveReversed(changes, to, {
      cause: id.startsWith(TAKE_BACK) ? id.slice(TAKE_BACK.length) : null,
      lot,
      value,
    });
  }
}

/** Moves the unspent part of a reversal, all of which was first counted as spent credits. */
function moveReversed(
  changes: InsightChanges,
  { posted, state }: EntryToPost,
  { cause, lot, value }: { readonly cause: string | null; readonly lot: LotState; readonly value: number },
): void {
  const reversal = cause === null ? undefined : state.reversals[cause];
  const day = reversal?.day ?? posted.day;
  const moved = !reversal
    ? // Staff took it without any money going back.
      { revenueLapsed: value }
    : reversal.by === 'dispute'
      ? { disputedUnspent: value, disputedSpent: 0 - value }
      : { refundedUnspent: value, refundedSpent: 0 - value };
  changes.addTo('money', day, { currencies: { [lot.currency]: { sources: { [lot.source]: moved } } } });
  addLiability(changes, { day, lot, value: 0 - value });
}

function postOut(
  changes: InsightChanges,
  { entry, posted, state }: EntryToPost,
  as: { readonly credits: 'lapsed' | 'repaid'; readonly money: 'revenueLapsed' | 'revenueDebtRepaid' },
): void {
  const { day } = posted;
  for (const { lotId, source, amountMicros } of entry.amounts) {
    changes.addTo('credits', day, { sources: { [source]: { [as.credits]: 0 - amountMicros } } });
    const lot = state.lots[lotId];
    if (!lot) continue;
    const value = takeFromLot(lot, 0 - amountMicros);
    changes.addTo('money', day, {
      currencies: { [lot.currency]: { sources: { [lot.source]: { [as.money]: value } } } },
    });
    addLiability(changes, { day, lot, value: 0 - value });
  }
}

function addLiability(
  changes: InsightChanges,
  { day, lot, value }: { readonly day: string; readonly lot: LotState; readonly value: number },
): void {
  if (value === 0) return;
  changes.addToBalance(day, { liability: { [lot.currency]: { [lot.source]: { [lot.born]: value } } } });
}

/** A chain of months that each roll over into the next passes through lots in between. */
function netByLot({ amounts }: Grant): Grant['amounts'] {
  const byLot = new Map<string, Grant['amounts'][number]>();
  for (const one of amounts) {
    const sum = byLot.get(one.lotId) ?? { ...one, amountMicros: 0 };
    byLot.set(one.lotId, { ...sum, amountMicros: sum.amountMicros + one.amountMicros });
  }
  return [...byLot.values()];
}
