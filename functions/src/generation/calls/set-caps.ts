import type { Handler } from '../../platform/calls/callable.ts';
import type { RunServices } from '../services.ts';

/** Sets the spending caps of the caller's account. Spending earlier in this period already counts. */
export function setCaps({ meter }: Pick<RunServices, 'meter'>): Handler<'setCaps'> {
  return async ({ caps }, { accountId }) => {
    const isNone = caps === null || (caps.dayMicros === null && caps.monthMicros === null);
    const { account } = await meter.submit(accountId, { kind: 'setCaps', caps: isNone ? null : caps });
    return { caps: account.caps ?? null };
  };
}
