import { type Activity, AppError } from '../contract/index.ts';
import type { Versioned } from '../platform/store/documents.ts';
import type { OwnServices } from './services.ts';

/**
 * Cancels an activity wherever it runs, and returns its state. Once this resolves, the cancel is stored, so it takes
 * effect whichever worker has the activity now or takes it over later.
 * @throws AppError `permission-denied` when an app runs it
 */
export async function cancelActivity(
  { meter, runningWork }: Pick<OwnServices, 'meter' | 'runningWork'>,
  activityId: string,
  stored: Versioned<Activity>,
): Promise<Versioned<Activity>> {
  const { accountId, endedAt, runBy, uid } = stored.value;
  if (endedAt !== null) return stored;
  if (runBy === 'client') {
    throw new AppError('permission-denied', { reason: 'run-by-app' });
  }
  const actor = { kind: 'person', uid } as const;
  const command = { kind: 'settle', activityId, actor, ending: { kind: 'cancelled' } } as const;
  const { activity } = await meter.submit(accountId, command, stored);
  runningWork.cancel(activityId);
  return activity ?? stored;
}
