import { z } from 'zod';
import type { Identities } from '../../platform/identities.ts';
import type { Reels } from '../../platform/reels.ts';
import type { RunServices } from '../services.ts';

/** What a worker is told: whose reel, and which. */
export const ReelTask = z.object({ uid: z.string(), reelId: z.string() });
export type ReelTask = z.infer<typeof ReelTask>;

export interface ReelServices extends RunServices {
  readonly reels: Reels;
  /** Asked before each step: whose steps these are, and what role they have, is as it is then. */
  readonly identities: Pick<Identities, 'ofUser'>;
  /** Has a reel gone on with by whoever takes it from the queue. `attempt` tells one stretch of work from the next. */
  readonly enqueueReel: (task: ReelTask, attempt: string) => Promise<void>;
}
