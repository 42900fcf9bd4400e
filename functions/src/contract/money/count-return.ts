import type { Account } from '../documents/account.ts';
import { DAY_MS } from '../time.ts';

/** Adds to the credits that a client's reports have returned on the current UTC day. */
export function countReturn(
  { account, nowMs }: { readonly account: Pick<Account, 'clientReturns'>; readonly nowMs: number },
  amountMicros: number,
): Account['clientReturns'] {
  const { clientReturns } = account;
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const soFarMicros = clientReturns.dayStartMs === dayStartMs ? clientReturns.returnedMicros : 0;
  return { ...clientReturns, dayStartMs, returnedMicros: soFarMicros + amountMicros };
}

/** Returns whether a client's reports may return this amount on this day. */
export function mayReturn(
  by: Parameters<typeof countReturn>[0],
  amountMicros: number,
  limitMicros: number,
): boolean {
  return amountMicros === 0 || countReturn(by, amountMicros).returnedMicros <= limitMicros;
}
