import type { Firestore } from 'firebase-admin/firestore';
import {
  Activity,
  AppError,
  addToAllowance,
  assertFreshRequestId,
  balanceMicros,
  splitActivityId,
} from '../../contract/index.ts';
import type { Command, Reducer } from '../../meter/commands.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { ReadStaffSettings } from '../../platform/signals/read-staff-settings.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { CreditServices } from './take-back-credits.ts';

export interface Facts {
  readonly requestId: string;
  readonly activityId: string;
  readonly amountMicros: number;
  readonly reason: string;
  readonly uid: string;
  readonly traceId: string;
  /** Null: no limit. */
  readonly dailyLimitMicros: number | null;
}

/**
 * Returns a request's charge, or a part of it, as credits that never expire. Entry ids are made of the activity's id, so
 * it can be done once. A return by support counts towards a daily limit, in the same commit.
 */
export function returnCredits({
  db,
  meter,
  now,
  staffSettings,
}: CreditServices & {
  readonly db: Firestore;
  readonly staffSettings: ReadStaffSettings;
}): Handler<'returnCredits'> {
  return async ({ requestId, activityId, amountMicros: wantedMicros, reason }, context) => {
    assertFreshRequestId(requestId, now());
    const { accountId } = splitActivityId(activityId);
    assertNotSelf(context, { accountId });
    const snapshot = await collection(db, 'activities').doc(activityId).get();
    // An ended activity's charge does not change.
    const activity = decodeDocument(Activity, snapshot)?.value;
    if (!activity) throw new AppError('not-found', { reason: 'activity' });
    const amountMicros = amountToReturn(activity, wantedMicros);
    const { uid, traceId, role } = context;
    const isLimited = role === 'support';
    const dailyLimitMicros = isLimited ? (await staffSettings()).dailyReturnMicros : null;
    const facts: Facts = { requestId, activityId, amountMicros, reason, uid, traceId, dailyLimitMicros };
    const target = `accounts/${accountId}`;
    const entry = { ...attribution(context), action: 'return-credits', target, reason } as const;
    const { account } = await meter.submit(accountId, {
      ...{ kind: 'book', reducer: 'returnCharge', facts },
      documents: isLimited ? { allowance: uid } : {},
      audit: { auditId: entryIdOf(activityId), entry },
    });
    const remainingMicros = balanceMicros(account, now());
    return { entryId: entryIdOf(activityId), returnedMicros: amountMicros, remainingMicros };
  };
}

/** @throws AppError when nothing was charged, or less than is wanted */
function amountToReturn({ capturedMicros }: Activity, wantedMicros: number | null): number {
  if (capturedMicros === 0) throw new AppError('already-settled', { reason: 'nothing-charged' });
  if (wantedMicros === null || wantedMicros <= capturedMicros) return wantedMicros ?? capturedMicros;
  throw new AppError('invalid-argument', { reason: 'return-too-large', priceMicros: capturedMicros });
}

/** Returns the id of the ledger entry, the lot and the audit entry by which an activity's credits were returned. */
function entryIdOf(activityId: string): string {
  return `return-${activityId}`;
}

/** Grants the returned credits as a new lot, unless they were returned before or the daily limit is reached. */
export const returnCharge: Reducer<Facts> = ({ audit, allowance }, facts, nowMs) => {
  const { requestId, activityId, amountMicros, reason, uid, traceId, dailyLimitMicros } = facts;
  if (audit) {
    const { requestId: first, amountMicros: before } = audit.after ?? {};
    if (first === requestId && before === amountMicros) return { kind: 'noop' };
    return new AppError('already-settled', { reason: 'credits-returned' });
  }
  const counted = addToAllowance(allowance, amountMicros, nowMs);
  if (dailyLimitMicros !== null && counted.returnedMicros > dailyLimitMicros) {
    const leftMicros = Math.max(0, dailyLimitMicros - (counted.returnedMicros - amountMicros));
    return new AppError('permission-denied', { reason: 'daily-limit', balanceMicros: leftMicros });
  }
  const lotId = entryIdOf(activityId);
  const lot = { lotId, source: 'bonus', expiresAtMs: null, paymentId: null } as const;
  const grant: Command<'grant'> = {
    ...{ kind: 'grant', entryId: lotId, lot, amountMicros, reason, traceId },
    ...{ actor: { kind: 'admin', uid }, audit: null },
  };
  return {
    moves: [grant],
    documents: dailyLimitMicros === null ? {} : { allowance: counted },
    effect: { activityId, amountMicros, requestId },
  };
};
