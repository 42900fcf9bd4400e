import { DAY_MS, SECOND_MS } from '../contract/index.ts';
import { isPublicAddress } from '../platform/calls/address-range.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { digestAddress } from '../platform/calls/digest-address.ts';
import { log } from '../platform/signals/log.ts';
import type { RecordSignal } from '../platform/signals/record-signal.ts';
import type { CountUp } from './count-up.ts';

/** If more accounts are opened from one address on one UTC day, it is a sign of abuse. */
const USUAL_ACCOUNTS = 10;

/** Counts a new account for its address. */
export function accountOpened(services: {
  readonly countUp: CountUp;
  readonly recordSignal: RecordSignal;
  readonly digestKey: () => string;
  readonly now: () => number;
}): (context: CallContext) => Promise<void> {
  const { countUp, recordSignal, digestKey, now } = services;
  return async ({ accountId, client: { ip }, traceId }) => {
    if (ip === null || !isPublicAddress(ip)) return;
    const day = String((now() - (now() % DAY_MS)) / SECOND_MS);
    const id = `accounts-${digestAddress({ key: digestKey(), ip })}`;
    try {
      const opened = (await countUp({ id, add: new Map([[day, 1]]), forget: [] })).get(day) ?? 0;
      if (opened <= USUAL_ACCOUNTS) return;
      const evidence = { accounts: opened };
      await recordSignal({ accountId, kind: 'many-accounts', evidence, traceId });
    } catch (cause) {
      log.addressNotCounted({ cause });
    }
  };
}
