import {
  type Account,
  type Activity,
  type Actor,
  type Document,
  type DrawnLot,
  HOUR_MS,
  isSpendable,
  type LedgerEntry,
  type Lot,
  type LotDescriptor,
  type Result,
  type Turns,
} from '../contract/index.ts';
import type { Applied, Written } from './commands.ts';
import { takeFrom } from './lots.ts';

/** No lease is longer; a lot lapses only this long after its expiry, when every hold on it has ended. */
const MAX_LEASE_MS = HOUR_MS;

/** Whose account it is, as it stands, and when. */
export interface Owner {
  readonly accountId: string;
  readonly account: Account;
  readonly nowMs: number;
}

export function changed({ account, nowMs }: Owner, change: Partial<Account>): Account {
  const next = { ...account, ...change };
  return { ...next, nextLapseAt: nextLapseMs(next), decidedAtMs: nowMs };
}

export function applied(account: Account, writes: readonly Written[] = []): Applied {
  return { kind: 'applied', account, writes };
}

/** The activity as it is from now on, and what has been made if anything has. */
export function saved(id: string, value: Activity, result: Result | null = null): Written[] {
  const activity: Written = { kind: 'activity', id, value };
  return result ? [activity, { kind: 'result', id, value: result }] : [activity];
}

/** The turns at a guest's address as they are from now on; none where they stay as they are. */
export function turnsAt(id: string | undefined, { address }: Turns): Written[] {
  return id && address ? [{ kind: 'address', id, value: address }] : [];
}

export function leaseEnd({ leaseMs }: { readonly leaseMs: number }, nowMs: number): number {
  return nowMs + Math.min(leaseMs, MAX_LEASE_MS);
}

/** Who moves whose credits. */
export interface Cause extends Owner {
  readonly actor: Actor;
  readonly traceId: string;
}

/** Credits on their way into a lot (positive) or out of it (negative). */
export interface Moved {
  readonly lot: Pick<LotDescriptor, 'lotId' | 'source'>;
  readonly amountMicros: number;
}

/** What every ledger entry says. */
export function movement({ accountId, actor, traceId, nowMs }: Cause, all: readonly Moved[]) {
  return {
    schemaVersion: 1 as const,
    accountId,
    amounts: all.map(({ lot, amountMicros }) => ({ lotId: lot.lotId, source: lot.source, amountMicros })),
    totalMicros: total(all),
    debtDeltaMicros: 0,
    actor,
    traceId,
    createdAt: nowMs,
  };
}

export function logged(id: string, value: LedgerEntry): Document<'entry'> {
  return { kind: 'entry', id, value };
}

/** The entry of what has lapsed, if anything has. */
export function lapseEntry(id: string, cause: Cause, lapsed: readonly Moved[]): Document<'entry'>[] {
  return lapsed.length === 0 ? [] : [logged(id, { ...movement(cause, out(lapsed)), kind: 'lapse' })];
}

export function out(all: readonly Moved[]): Moved[] {
  return all.map(({ lot, amountMicros }) => ({ lot, amountMicros: 0 - amountMicros }));
}

export function total(all: readonly Moved[]): number {
  return all.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
}

/**
 * Whether a lot has lapsed, by what its account says of it: its expiry may have been put off since it was drawn from. None
 * does while the account is suspended.
 */
export function hasLapsed(lot: LotDescriptor, { account, nowMs }: Pick<Owner, 'account' | 'nowMs'>): boolean {
  if (account.status === 'suspended') return false;
  const { expiresAtMs } = account.lots.find(({ lotId }) => lotId === lot.lotId) ?? lot;
  return expiresAtMs !== null && nowMs >= expiresAtMs + MAX_LEASE_MS;
}

/** Returns when the next of an account's lots will have lapsed; null: never, or not while it is suspended. */
export function nextLapseMs({ status, lots }: Pick<Account, 'status' | 'lots'>): number | null {
  if (status === 'suspended') return null;
  const expiries = lots.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
  return expiries.length === 0 ? null : Math.min(...expiries) + MAX_LEASE_MS;
}

/** The account with the lots that credits have come into; a debt is repaid from those, as far as they can be spent. */
export function credit(
  cause: Cause,
  lotsWithCredits: Lot[],
  cameIn: readonly DrawnLot[],
  repaymentId: string,
): { account: Account; repayment: Document<'entry'>[] } {
  const { nowMs } = cause;
  const repaid: Moved[] = [];
  let lots = lotsWithCredits;
  let { debtMicros } = cause.account;
  for (const { lot, amountMicros } of cameIn) {
    const current = lots.find(({ lotId }) => lotId === lot.lotId);
    if (debtMicros === 0 || !current || !isSpendable(current, nowMs)) continue;
    const taken = takeFrom(lots, lot.lotId, Math.min(amountMicros, debtMicros));
    lots = taken.lots;
    debtMicros -= taken.takenMicros;
    repaid.push({ lot, amountMicros: taken.takenMicros });
  }
  const account = changed(cause, { lots, debtMicros });
  if (repaid.length === 0) return { account, repayment: [] };
  const debtDeltaMicros = debtMicros - cause.account.debtMicros;
  const entry = { ...movement(cause, out(repaid)), kind: 'repay', debtDeltaMicros } as const;
  return { account, repayment: [logged(repaymentId, entry)] };
}
