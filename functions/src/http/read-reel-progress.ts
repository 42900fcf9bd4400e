import { AppError } from '../contract/index.ts';
import type { ReelKey, Reels } from '../platform/reels.ts';
import type { ReelProgress } from './answers.ts';

/** How far a reel of one's own is. @throws AppError `not-found` */
export async function readReelProgress(reels: Reels, key: ReelKey): Promise<ReelProgress> {
  const stored = await reels.read(key);
  if (!stored) throw new AppError('not-found', { reason: 'reel' });
  const { title, status, steps, createdAt } = stored.value;
  return { reelId: key.reelId, title, status, steps, createdAtMs: createdAt };
}
