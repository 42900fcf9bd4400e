import { z } from 'zod';
import type { Identities } from '../../platform/identities.ts';
import type { Reels } from '../../platform/reels.ts';
import type { RunServices } from '../services.ts';

/** Names the reel for a worker. A task of an older build names no account: its owner's own pays. */
export const ReelTask = z.object({ accountId: z.string().optional(), uid: z.string(), reelId: z.string() });
export type ReelTask = z.infer<typeof ReelTask>;

export interface ReelServices extends RunServices {
  readonly reels: Reels;
  /** Asked before each step: whose steps these are, and what role they have, is as it is then. */
  readonly identities: Pick<Identities, 'ofUser'>;
  /** Has a reel gone on with by whoever takes it from the queue. `attempt` tells one stretch of work from the next. */
  readonly enqueueReel: (task: ReelTask, attempt: string) => Promise<void>;
}
