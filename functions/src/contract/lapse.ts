import type { Account, LotDescriptor } from './documents.ts';
import { HOUR_MS } from './time.ts';

/** No lease is longer; a lot lapses only this long after its expiry, when every hold on it has ended. */
const MAX_LEASE_MS = HOUR_MS;

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
