import { AppError } from '../../contract/index.ts';
import type { ReelKey, Reels } from '../../platform/store/reels.ts';
import type { ReelProgress } from '../answers.ts';

/** Returns the progress of the caller's own reel. @throws AppError `not-found` */
export async function readReelProgress(reels: Reels, key: ReelKey): Promise<ReelProgress> {
  const stored = await reels.read(key);
  if (!stored) throw new AppError('not-found', { reason: 'reel' });
  const { title, status, steps, createdAt } = stored.value;
  return { reelId: key.reelId, title, status, steps, createdAtMs: createdAt };
}
