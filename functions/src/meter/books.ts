import {
  type Account,
  type Activity,
  type Actor,
  type Document,
  type DrawnLot,
  decidedAt,
  isSpendable,
  type LedgerEntry,
  type Lot,
  type LotDescriptor,
  nextLapseMs,
  type Result,
  type Turns,
} from '../contract/index.ts';
import type { Applied, Written } from './commands.ts';
import { takeFrom } from './lots.ts';

/** An account as it stands, its id and the time. */
export interface Owner {
  readonly accountId: string;
  readonly account: Account;
  readonly nowMs: number;
}

export function changed({ account, nowMs }: Owner, change: Partial<Account>): Account {
  const next = { ...account, ...change };
  return { ...next, nextLapseAt: nextLapseMs(next), ...decidedAt(account, nowMs) };
}

export function applied(account: Account, writes: readonly Written[] = []): Applied {
  return { kind: 'applied', account, writes };
}

/** Returns the writes of an activity and, if there is one, its result. */
export function saved(id: string, value: Activity, result: Result | null = null): Written[] {
  const activity: Written = { kind: 'activity', id, value };
  return result ? [activity, { kind: 'result', id, value: result }] : [activity];
}

/** Returns the write of the turns at a guest's address, if they change. */
export function turnsAt(id: string | undefined, { address }: Turns): Written[] {
  return id && address ? [{ kind: 'address', id, value: address }] : [];
}

/** An account, and who moves its credits in which request. */
export interface Cause extends Owner {
  readonly actor: Actor;
  readonly traceId: string;
}

/** Credits on their way into a lot (positive) or out of it (negative). */
export interface Moved {
  readonly lot: Pick<LotDescriptor, 'lotId' | 'source'>;
  readonly amountMicros: number;
}

/** Returns the fields that all ledger entries have. */
export function movement({ accountId, account, actor, traceId, nowMs }: Cause, all: readonly Moved[]) {
  return {
    schemaVersion: 1 as const,
    accountId,
    amounts: all.map(({ lot, amountMicros }) => ({ lotId: lot.lotId, source: lot.source, amountMicros })),
    totalMicros: total(all),
    debtDeltaMicros: 0,
    actor,
    traceId,
    createdAt: nowMs,
    shard: account.shard,
  };
}

export function logged(id: string, value: LedgerEntry): Document<'entry'> {
  return { kind: 'entry', id, value };
}

/** Returns the entry for lapsed credits, if there are any. */
export function lapseEntry(id: string, cause: Cause, lapsed: readonly Moved[]): Document<'entry'>[] {
  return lapsed.length === 0 ? [] : [logged(id, { ...movement(cause, out(lapsed)), kind: 'lapse' })];
}

export function out(all: readonly Moved[]): Moved[] {
  return all.map(({ lot, amountMicros }) => ({ lot, amountMicros: 0 - amountMicros }));
}

export function total(all: readonly Moved[]): number {
  return all.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
}

/** Returns the account with the lots that credits came into. They repay a debt first, as far as they can be spent. */
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
