import type { Account } from '../documents/account.ts';
import type { Lot, LotDescriptor } from '../documents/lot.ts';
import { SCHEMA_VERSION } from '../store/schema-version.ts';

/** No lease is longer; a lot lapses only this long after its expiry, when every hold on it has ended. */
const MAX_LEASE_MS = 60 * 60 * 1_000;

/** A worker that has not reported for this long is assumed lost. */
export const LEASE_MS = 3 * 60 * 1_000;

/** Returns whether a lot is neither expired nor frozen. */
export function isSpendable(lot: Lot, nowMs: number): boolean {
  return !lot.frozen && (lot.expiresAtMs === null || nowMs < lot.expiresAtMs);
}

/** Returns the credits that an account can spend at a time. */
export function balanceMicros({ lots }: Pick<Account, 'lots'>, nowMs: number): number {
  return lots.reduce((sum, lot) => (isSpendable(lot, nowMs) ? sum + lot.remainingMicros : sum), 0);
}

/** The part of an account that its balance follows from. */
export type BalanceFacts = Pick<Account, 'lots' | 'debtMicros' | 'unlimited' | 'kind'>;

/**
 * Reads the balance from a stored account. Does without the schema, so that a page that shows only a balance needn't load
 * all schemas. Returns null for what isn't an account of this schema version or the next.
 */
export function readBalanceFacts(stored: unknown): BalanceFacts | null {
  const { schemaVersion, lots, debtMicros, unlimited = false, kind } = stored as Partial<Account>;
  const isKnown = typeof schemaVersion === 'number' && schemaVersion <= SCHEMA_VERSION + 1;
  if (!isKnown || !Array.isArray(lots) || typeof debtMicros !== 'number' || kind === undefined) return null;
  const read = lots.map((lot) => ({
    ...lot,
    expiresAtMs: lot.expiresAtMs ?? null,
    frozen: lot.frozen ?? false,
  }));
  return { lots: read, debtMicros, unlimited, kind };
}

/**
 * Returns whether a lot has lapsed. Uses the account's lot, because its expiry may have been postponed since a request
 * drew from it. No lot lapses while its account is suspended.
 */
export function hasLapsed(
  lot: LotDescriptor,
  { account, nowMs }: { readonly account: Pick<Account, 'status' | 'lots'>; readonly nowMs: number },
): boolean {
  if (account.status === 'suspended') return false;
  const { expiresAtMs } = account.lots.find(({ lotId }) => lotId === lot.lotId) ?? lot;
  return expiresAtMs !== null && nowMs >= expiresAtMs + MAX_LEASE_MS;
}

/** Returns when the next of an account's lots lapses; null: never, or not while the account is suspended. */
export function nextLapseMs({ status, lots }: Pick<Account, 'status' | 'lots'>): number | null {
  if (status === 'suspended') return null;
  const expiries = lots.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
  return expiries.length === 0 ? null : Math.min(...expiries) + MAX_LEASE_MS;
}

/** Returns when a lease ends that begins now. */
export function leaseEnd({ leaseMs }: { readonly leaseMs: number }, nowMs: number): number {
  return nowMs + Math.min(leaseMs, MAX_LEASE_MS);
}
