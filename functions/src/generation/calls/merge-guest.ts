import type { Firestore } from 'firebase-admin/firestore';
import { Activity, AppError, activityIdOf, LedgerEntry, Prompt, Result } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/store/documents.ts';
import { landed } from '../../platform/store/landed.ts';
import { cancelActivity } from '../cancel-activity.ts';
import type { RunServices } from '../services.ts';

export interface MergeServices extends RunServices {
  readonly db: Firestore;
  /**
   * Returns the uid of the guest for whom a token was made. @throws AppError `permission-denied` when it isn't a
   * guest's
   */
  readonly guestOf: (token: string) => Promise<string>;
}

/** A guest has few turns, so there are few activities. */
const MAX_ACTIVITIES = 200;

/**
 * Copies a guest's work to the account of the person who has signed in, and ends the guest: the guest's account admits
 * nothing more. Cancels the guest's running work first. Safe to repeat.
 * @throws AppError `busy` while work is still running; call again
 */
export function mergeGuest(services: MergeServices): Handler<'mergeGuest'> {
  const { db, meter, guestOf } = services;
  return async ({ guestToken }, context) => {
    const { accountId, uid } = context;
    // A guest has an account of their own.
    const guestUid = await guestOf(guestToken);
    if (guestUid === uid) return { movedActivities: 0 };
    const entry = {
      ...attribution(context),
      action: 'merge-guest' as const,
      target: guestUid,
      reason: `Signed in as ${uid}`,
    };
    const audit = { auditId: `merge-${guestUid}`, entry };
    const reason = 'Signed in to an account since';
    await meter.submit(guestUid, { kind: 'suspend', reason, audit, mergedInto: uid });

    const found = await collection(db, 'activities')
      .where('accountId', '==', guestUid)
      .orderBy('createdAt', 'desc')
      .limit(MAX_ACTIVITIES)
      .get();
    const activities = found.docs.flatMap((snapshot) => decodeDocument(Activity, snapshot) ?? []);
    const open = activities.filter(({ value }) => value.endedAt === null);
    for (const activity of open.filter(({ value }) => value.runBy !== 'client')) {
      await cancelActivity(services, activityIdOf(activity.value), activity);
    }
    if (open.length > 0) {
      throw new AppError('busy', { reason: 'guest-work', retryAfterMs: 2_000 });
    }
    await Promise.all(activities.map(({ value }) => bring(db, { activity: value, accountId, uid })));
    return { movedActivities: activities.length };
  };
}

/** Copies an ended activity with its result and its usage in one commit. Leaves an earlier copy unchanged. */
async function bring(
  db: Firestore,
  { activity, ...owned }: { activity: Activity; accountId: string; uid: string },
): Promise<void> {
  const from = activityIdOf(activity);
  const to = activityIdOf({ ...owned, requestId: activity.requestId });
  const ledger = collection(db, 'ledger');
  const [result, usage, prompt] = await db.getAll(
    collection(db, 'results').doc(from),
    ledger.doc(`usage-${from}`),
    collection(db, 'prompts').doc(from),
  );
  const batch = db.batch();
  // Only the guest's own activity is logged and rolled up.
  const copy: Activity = { ...activity, ...owned, recordedAt: null, lateRecordedAt: null, rollUpAt: null };
  batch.create(collection(db, 'activities').doc(to), await encodeDocument(db, Activity, copy));
  const made = result && decodeDocument(Result, result)?.value;
  if (made)
    batch.create(collection(db, 'results').doc(to), await encodeDocument(db, Result, { ...made, ...owned }));
  const wholePrompt = prompt && decodeDocument(Prompt, prompt)?.value;
  if (wholePrompt)
    batch.create(
      collection(db, 'prompts').doc(to),
      await encodeDocument(db, Prompt, { ...wholePrompt, ...owned }),
    );
  const used = usage && decodeDocument(LedgerEntry, usage)?.value;
  if (used?.kind === 'usage') {
    const entry = { ...used, ...owned, activityId: to };
    batch.create(ledger.doc(`usage-${to}`), await encodeDocument(db, LedgerEntry, entry));
  }
  await landed(batch.commit(), ['exists']);
}
