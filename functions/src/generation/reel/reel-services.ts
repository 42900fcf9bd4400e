import { z } from 'zod';
import type { Identities } from '../../platform/identity/identities.ts';
import type { ReelKey, Reels } from '../../platform/store/reels.ts';
import { hasPriority, knowsPriority } from '../has-priority.ts';
import type { RunServices } from '../services.ts';

/** The reel for a worker. A task of an older build names no account, because the owner's own pays. */
export const ReelTask = z.object({
  accountId: z.string().optional(),
  uid: z.string(),
  reelId: z.string(),
  /** Whether it is in the queue that the work of other accounts doesn't fill. Absent: it isn't. */
  priority: z.literal(true).optional(),
});
export type ReelTask = z.infer<typeof ReelTask>;

export interface ReelServices extends RunServices {
  readonly reels: Reels;
  /** Asked before each step for the user's current role and state. */
  readonly identities: Pick<Identities, 'ofUser'>;
  /** Reads the plan that an account has now; null: none. */
  readonly planOf: (accountId: string) => Promise<string | null>;
  /** Queues the continuation of a reel. `attempt` distinguishes one stretch of work from the next. */
  readonly enqueueReel: (task: ReelTask, attempt: string) => Promise<void>;
}

/** Queues a reel by the plan that its account has: in the queue of its own, or in that of everybody. */
export async function queueReel(
  services: Pick<ReelServices, 'planOf' | 'catalogs' | 'enqueueReel'>,
  { key, attempt, catalogVersion }: { key: ReelKey; attempt: string; catalogVersion: number },
): Promise<void> {
  // An account is read only where that can change anything.
  const plan = (await knowsPriority(services, catalogVersion)) ? await services.planOf(key.accountId) : null;
  const priority = plan !== null && (await hasPriority(services, { plan, catalogVersion }));
  await services.enqueueReel({ ...key, ...(priority && { priority }) }, attempt);
}
