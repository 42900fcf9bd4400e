import type { Firestore } from 'firebase-admin/firestore';
import { Account } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { assertStoreHolds } from '../../platform/store/assert-store-holds.ts';
import type { RunServices } from '../services.ts';

/**
 * Sets the spending caps of the caller's account, or of one of its labels. For the account, spending earlier in this
 * period already counts; for a label, it counts from the first cap on.
 * @throws AppError `not-configured` for a label while the store can't hold its cap
 */
export function setCaps({
  db,
  meter,
}: Pick<RunServices, 'meter'> & { readonly db: Firestore }): Handler<'setCaps'> {
  return async ({ caps, label }, { accountId }) => {
    if (label !== undefined) await assertStoreHolds(db, Account.shape.labelCaps);
    const { account } = await meter.submit(accountId, { kind: 'setCaps', caps, label });
    if (label === undefined) return { caps: account.caps ?? null };
    const set = account.labelCaps?.find((one) => one.label === label);
    return { caps: set ? { dayMicros: set.dayMicros, monthMicros: set.monthMicros } : null };
  };
}
