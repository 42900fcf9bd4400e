import type { Handler } from '../platform/callable.ts';
import type { RunServices } from './services.ts';

/** Sets what the caller's account lets itself spend at most. What was spent in this period already counts. */
export function setCaps({ meter }: Pick<RunServices, 'meter'>): Handler<'setCaps'> {
  return async ({ caps }, { accountId }) => {
    const isNone = caps === null || (caps.dayMicros === null && caps.monthMicros === null);
    const { account } = await meter.submit(accountId, { kind: 'setCaps', caps: isNone ? null : caps });
    return { caps: account.caps ?? null };
  };
}
