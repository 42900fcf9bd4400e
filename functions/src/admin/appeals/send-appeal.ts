import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertFreshRequestId, HOUR_MS } from '../../contract/index.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { notSuspended, type OpenFacts } from './appeal-reducers.ts';
import { currentAppealId } from './current-suspension.ts';

/** Calls of one account within an hour on one instance. An appeal takes one, and each further call a read. */
const MAX_CALLS = 10;

interface AppealServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
}

/**
 * Appeals against the suspension of the caller's account, once for each suspension.
 * @throws AppError `already-settled` when the account isn't suspended, or there was an appeal; `rate-limited`
 */
export function sendAppeal({ db, meter, now }: AppealServices): Handler<'appeal'> {
  let counted = { hour: 0, calls: new Map<string, number>() };

  function assertWithinLimit(accountId: string, nowMs: number): void {
    const hour = Math.floor(nowMs / HOUR_MS);
    if (counted.hour !== hour) counted = { hour, calls: new Map() };
    const calls = (counted.calls.get(accountId) ?? 0) + 1;
    counted.calls.set(accountId, calls);
    if (calls <= MAX_CALLS) return;
    throw new AppError('rate-limited', { reason: 'appeals', retryAfterMs: (hour + 1) * HOUR_MS - nowMs });
  }

  return async ({ requestId, text }, { uid, accountId }) => {
    const nowMs = now();
    assertFreshRequestId(requestId, nowMs);
    assertWithinLimit(accountId, nowMs);
    const appealId = await currentAppealId(db, accountId);
    if (appealId === null) throw notSuspended();
    const facts: OpenFacts = { appealId, uid, text, requestId };
    const documents = { appeal: appealId };
    await meter.submit(accountId, { kind: 'book', reducer: 'openAppeal', facts, documents });
    return { appealId };
  };
}
