import { z } from 'zod';
import type { Identities } from '../../platform/identity/identities.ts';
import type { Reels } from '../../platform/store/reels.ts';
import type { RunServices } from '../services.ts';

/** The reel for a worker. A task of an older build names no account, because the owner's own pays. */
export const ReelTask = z.object({ accountId: z.string().optional(), uid: z.string(), reelId: z.string() });
export type ReelTask = z.infer<typeof ReelTask>;

export interface ReelServices extends RunServices {
  readonly reels: Reels;
  /** Asked before each step for the user's current role and state. */
  readonly identities: Pick<Identities, 'ofUser'>;
  /** Queues the continuation of a reel. `attempt` distinguishes one stretch of work from the next. */
  readonly enqueueReel: (task: ReelTask, attempt: string) => Promise<void>;
}
