import type { Firestore } from 'firebase-admin/firestore';
import { Account, Activity, type Catalog, hasFailed, type Reel } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import type { Reels } from '../platform/store/reels.ts';
import type { Notifier } from './notifier.ts';

export interface WorkNoticeServices {
  readonly db: Firestore;
  /** Whether this deployment notifies its users. */
  readonly notifies: boolean;
  readonly notifier: Pick<Notifier, 'notify'>;
  readonly catalogs: { current(atLeastVersion: number): Promise<{ readonly catalog: Catalog }> };
  readonly reels: Pick<Reels, 'read'>;
}

/**
 * Notifies the owner of an account of queued work that has failed, once. Runs after each attempt of its task, so that a worker that ends in
 * between is made up for by the next attempt. Finished work is notified of by its ledger entry.
 */
export async function notifyOfLongWork(services: WorkNoticeServices, activityId: string): Promise<void> {
  const { db, notifies, notifier, catalogs } = services;
  if (!notifies) return;
  const stored = await collection(db, 'activities').doc(activityId).get();
  const activity = decodeDocument(Activity, stored)?.value;
  if (!activity || !isNotified(activity)) return;
  const { accountId, uid, operation, heldMicros, capturedMicros } = activity;
  if (!(await isOwner(services, { uid, accountId }))) return;
  const { operations } = (await catalogs.current(0)).catalog;
  const label = (Object.hasOwn(operations, operation) && operations[operation]?.label) || operation;
  const details = { operation: label, returnedMicros: heldMicros - capturedMicros };
  const facts = { kind: 'work-failed', details } as const;
  await notifier.notify({ uid, accountId, eventId: activityId, facts });
}

/** Users know of work that they cancelled, guests get no notices, and a reel sends one notice for all of its steps. */
function isNotified(activity: Activity): boolean {
  return hasFailed(activity) && activity.guestAddress === null && activity.reelId === null;
}

/** Others who work with an account see what became of it in the app. */
async function isOwner(
  { db }: WorkNoticeServices,
  { uid, accountId }: { readonly uid: string; readonly accountId: string },
): Promise<boolean> {
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get())?.value;
  return account?.kind === 'person' && account.ownerUid === uid;
}

/** Notifies the owner of an account of a reel that has finished, or of the step that has stopped it: once each. */
export async function notifyOfReel(
  services: WorkNoticeServices,
  task: { readonly accountId?: string | undefined; readonly uid: string; readonly reelId: string },
): Promise<void> {
  const { notifies, notifier, reels } = services;
  if (!notifies) return;
  const { uid, reelId, accountId = uid } = task;
  const reel = (await reels.read({ uid, reelId, accountId }))?.value;
  const facts = reel && factsOf(reel);
  if (!facts || !(await isOwner(services, { uid, accountId }))) return;
  const failed = reel.steps.find(({ status }) => status === 'failed');
  const eventId = `reel-${reelId}-${failed?.requestId ?? 'completed'}`;
  await notifier.notify({ uid, accountId, eventId, facts });
}

function factsOf({ status, title, steps }: Reel) {
  if (status === 'stopped') return { kind: 'reel-stopped', details: { title } } as const;
  if (status !== 'completed') return null;
  const micros = steps.reduce((sum, step) => sum + (step.capturedMicros ?? 0), 0);
  return { kind: 'reel-finished', details: { title, micros } } as const;
}
