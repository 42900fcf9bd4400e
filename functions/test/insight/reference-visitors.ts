/**
 * Counts byOwner, signs of abuse, staff actions and calls from raw documents in the plainest way. Shares no code with the product.
 */
import type { Sums } from './reference-figures.ts';

interface RawMilestones {
  readonly accountId: string;
  readonly firstVisitAt: number;
  readonly signedUpAt: number | null;
  readonly merged: { readonly into: string } | null;
}

interface RawVisitors {
  readonly milestones: ReadonlyMap<string, RawMilestones>;
  readonly facts: ReadonlyMap<string, { readonly kind: string; readonly accountId: string }>;
}

function calendarDay(ms: number, timeZone: string): string {
  return new Date(ms).toLocaleDateString('sv-SE', { timeZone });
}

function add(sums: Sums, key: string, amount: number): void {
  if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount);
}

/** Returns the byOwner of each day of the first visit: every account with the guests who signed in to it. */
export function referenceCohorts({ milestones, facts }: RawVisitors, timeZone: string): Sums {
  const sums: Sums = new Map();
  const payers = new Set(
    [...facts.values()].flatMap((fact) => (fact.kind === 'sale' ? [fact.accountId] : [])),
  );
  const byOwner = new Map<string, RawMilestones[]>();
  for (const one of milestones.values()) {
    const owner = one.merged ? one.merged.into : one.accountId;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), one]);
  }
  for (const [owner, visits] of byOwner) {
    const first = visits.toSorted((a, b) => a.firstVisitAt - b.firstVisitAt)[0];
    if (!first) continue;
    const cameAsGuest = first.merged !== null || first.signedUpAt !== first.firstVisitAt;
    const signedUp = visits.some(({ merged, signedUpAt }) => merged !== null || signedUpAt !== null);
    const paid = payers.has(owner);
    const day = calendarDay(first.firstVisitAt, timeZone);
    add(sums, `${day} visitors`, 1);
    if (cameAsGuest) add(sums, `${day} guests`, 1);
    if (signedUp) add(sums, `${day} accounts`, 1);
    if (paid) add(sums, `${day} buyers`, 1);
    if (cameAsGuest && signedUp) add(sums, `${day} guestAccounts`, 1);
    if (cameAsGuest && paid) add(sums, `${day} guestBuyers`, 1);
  }
  return sums;
}

interface RawAccounts extends RawVisitors {
  readonly entries: ReadonlyMap<
    string,
    { readonly accountId: string; readonly amounts: readonly { readonly amountMicros: number }[] }
  >;
  readonly activities: ReadonlyMap<string, { readonly accountId: string; readonly endedAt: number | null }>;
  readonly facts: ReadonlyMap<
    string,
    { readonly kind: string; readonly accountId: string; readonly at: number }
  >;
}

/** Returns the unspent credits of each account, and when it was last seen. */
export function referenceAccounts({ entries, activities, facts, milestones }: RawAccounts): {
  balances: Sums;
  seen: Map<string, number>;
} {
  const balances: Sums = new Map();
  const seen = new Map<string, number>();
  const see = (accountId: string, ms: number) => seen.set(accountId, Math.max(seen.get(accountId) ?? 0, ms));
  for (const { accountId, amounts } of entries.values())
    for (const { amountMicros } of amounts) add(balances, accountId, amountMicros);
  for (const { accountId, endedAt } of activities.values()) if (endedAt !== null) see(accountId, endedAt);
  for (const { kind, accountId, at } of facts.values()) if (kind === 'sale') see(accountId, at);
  for (const { accountId, firstVisitAt, signedUpAt } of milestones.values())
    see(accountId, signedUpAt ?? firstVisitAt);
  return { balances, seen };
}

interface RawHours {
  readonly signals: ReadonlyMap<
    string,
    { readonly kind: string; readonly count: number; readonly createdAt: number }
  >;
  readonly audits: ReadonlyMap<string, { readonly action: string; readonly createdAt: number }>;
  readonly calls: ReadonlyMap<
    string,
    {
      readonly hour: string;
      readonly callables: Readonly<
        Record<
          string,
          {
            readonly calls: number;
            readonly errors: Readonly<Record<string, number>>;
            readonly took: Readonly<Record<string, number>>;
          }
        >
      >;
    }
  >;
}

/** Returns the signs of abuse, the staff actions and the calls of each day, and the bucket of each call. */
export function referenceHours(
  { signals, audits, calls }: RawHours,
  timeZone: string,
): { sums: Sums; buckets: Map<string, number[]> } {
  const sums: Sums = new Map();
  const buckets = new Map<string, number[]>();
  for (const { kind, count, createdAt } of signals.values())
    add(sums, `${calendarDay(createdAt, timeZone)} signal ${kind}`, count);
  for (const { action, createdAt } of audits.values())
    add(sums, `${calendarDay(createdAt, timeZone)} action ${action}`, 1);
  for (const { hour, callables } of calls.values()) {
    const day = calendarDay(Date.parse(`${hour}:00:00Z`), timeZone);
    for (const [name, one] of Object.entries(callables)) {
      add(sums, `${day} ${name} calls`, one.calls);
      for (const [code, count] of Object.entries(one.errors)) add(sums, `${day} ${name} ${code}`, count);
      const all = buckets.get(name) ?? [];
      for (const [bucket, count] of Object.entries(one.took))
        for (let call = 0; call < count; call++) all.push(Number(bucket));
      buckets.set(name, all);
    }
  }
  return { sums, buckets };
}
