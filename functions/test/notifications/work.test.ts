import { expect, test } from 'vitest';
import {
  AppError,
  activityIdOf,
  collections,
  defaultCatalog,
  type ErrorCode,
  Notification,
  newFailure,
  type Reel,
  type ReelStep,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createNotifier } from '../../src/notifications/notifier.ts';
import { notifyOfLongWork, notifyOfReel } from '../../src/notifications/notify-of-work.ts';
import { createReels } from '../../src/platform/store/reels.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { reelOf } from '../rules/support/samples.ts';
import {
  cancelOf,
  credits,
  holdOf,
  newRequestId,
  newUid,
  openAccount,
  workedOf,
} from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';

const db = await ownDb();
const meter = createMeter({ store: createStore(db) });
const services = {
  ...{ db, notifies: true },
  notifier: createNotifier({
    ...{ db, now: Date.now, sendsEmail: () => false },
    outbox: { schedule: async () => undefined },
  }),
  catalogs: { current: async () => ({ catalog: defaultCatalog }) },
  reels: createReels({ db, now: Date.now }),
};

async function noticesOf(uid: string) {
  const { docs } = await db.collection(collections.notifications).where('uid', '==', uid).get();
  return docs.map((doc) => Notification.parse({ ...doc.data() })).map(({ kind, details }) => [kind, details]);
}

async function failedWork(
  accountId: string,
  { code = 'provider-failed' as ErrorCode, reelId = null as string | null, uid = accountId } = {},
) {
  const hold = holdOf(accountId, { priceMicros: credits(5), operation: 'video' });
  await meter.submit(accountId, { ...hold, draft: { ...hold.draft, uid, reelId } });
  if (code === 'cancelled') await meter.submit(accountId, cancelOf(hold.activityId));
  const worked = workedOf(hold, { captureMicros: 0, status: 'failed' });
  const failure = newFailure(AppError.of({ code, details: {} }));
  await meter.submit(accountId, { ...worked, ending: { ...worked.ending, failure } as typeof worked.ending });
  return hold.activityId;
}

test('long work that fails notifies its user once, however often its task is tried', async () => {
  const uid = await openAccount(meter, 100);
  const activityId = await failedWork(uid);
  await Promise.all([1, 2, 3].map(() => notifyOfLongWork(services, activityId)));
  const operation = defaultCatalog.operations.video?.label ?? 'video';
  expect(await noticesOf(uid)).toEqual([['work-failed', { operation, returnedMicros: credits(5) }]]);
});

test('cancelled work, work that is done and steps of reels notify nobody of a failure', async () => {
  const uid = await openAccount(meter, 100);
  const done = holdOf(uid);
  await meter.submit(uid, done);
  await meter.submit(uid, workedOf(done, { captureMicros: credits(1) }));
  const quiet = [
    done.activityId,
    await failedWork(uid, { code: 'cancelled' }),
    await failedWork(uid, { reelId: 'reel' }),
    'nobody_nothing',
  ];
  for (const activityId of quiet) await notifyOfLongWork(services, activityId);
  expect(await noticesOf(uid)).toEqual([]);
});

type Step = Pick<ReelStep, 'status' | 'requestId'> & Partial<ReelStep>;

async function storedReel(status: Reel['status'], steps: readonly Step[], other?: string) {
  const [accountId, reelId] = [await openAccount(meter, 0), newRequestId()];
  const uid = other ?? accountId;
  const plain = {
    operation: 'image',
    model: 'nano-banana',
    priceMicros: 5,
    capturedMicros: 0,
    failure: null,
  };
  const toStep = (step: Step, index: number): ReelStep => {
    return { ...plain, name: `image-${index + 1}`, kind: 'image', ...step };
  };
  const write = (changed: Reel['status'], now: readonly Step[]) =>
    db
      .collection(collections.reels)
      .doc(activityIdOf({ accountId, requestId: reelId }))
      .set({ ...reelOf(accountId, uid), reelId, status: changed, title: 'Tides', steps: now.map(toStep) });
  await write(status, steps);
  return { accountId, uid, reelId, write };
}

test('a finished reel notifies its user once, with what it cost', async () => {
  const done = (capturedMicros: number): Step => {
    return { status: 'completed', requestId: newRequestId(), capturedMicros };
  };
  const { uid, reelId } = await storedReel('completed', [done(3), done(4)]);
  await Promise.all([1, 2].map(() => notifyOfReel(services, { uid, reelId })));
  expect(await noticesOf(uid)).toEqual([['reel-finished', { title: 'Tides', micros: 7 }]]);
});

test('a reel that stops notifies its user of each stop, and one that runs or was cancelled of nothing', async () => {
  const failed = (): Step => ({ status: 'failed', requestId: newRequestId() });
  const { uid, reelId, write } = await storedReel('stopped', [failed()]);
  for (let time = 0; time < 2; time++) await notifyOfReel(services, { uid, reelId });
  await write('stopped', [failed()]);
  await notifyOfReel(services, { uid, reelId });
  const stopped = ['reel-stopped', { title: 'Tides' }];
  expect(await noticesOf(uid)).toEqual([stopped, stopped]);
  for (const status of ['running', 'cancelled'] as const) {
    await write(status, [failed()]);
    await notifyOfReel(services, { uid, reelId });
  }
  expect(await noticesOf(uid)).toHaveLength(2);
});

test('only the owner of an account is notified of its work, and nobody by an app without notifications', async () => {
  const accountId = await openAccount(meter, 100);
  const other = newUid();
  const theirs = await failedWork(accountId, { uid: other });
  await notifyOfLongWork(services, theirs);
  const step: Step = { status: 'failed', requestId: newRequestId() };
  await notifyOfReel(services, await storedReel('stopped', [step], other));
  expect(await noticesOf(other)).toEqual([]);
  const quiet = { ...services, notifies: false };
  await notifyOfLongWork(quiet, await failedWork(accountId));
  const reel = await storedReel('stopped', [step]);
  await notifyOfReel(quiet, reel);
  expect([...(await noticesOf(accountId)), ...(await noticesOf(reel.uid))]).toEqual([]);
});
