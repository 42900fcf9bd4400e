import type { Handler } from '../../platform/calls/callable.ts';
import type { RunServices } from '../services.ts';

/**
 * Sets the spending caps of the caller's account, or of one of its labels. For the account, spending earlier in this
 * period already counts; for a label, it counts from the first cap on.
 */
export function setCaps({ meter }: Pick<RunServices, 'meter'>): Handler<'setCaps'> {
  return async ({ caps, label }, { accountId }) => {
    const { account } = await meter.submit(accountId, { kind: 'setCaps', caps, label });
    if (label === undefined) return { caps: account.caps ?? null };
    const set = account.labelCaps?.find((one) => one.label === label);
    return { caps: set ? { dayMicros: set.dayMicros, monthMicros: set.monthMicros } : null };
  };
}
