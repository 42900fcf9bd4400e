import { randomUUID } from 'node:crypto';
import { AppError, offeredCatalog, planReel, totalPriceMicros } from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { queueReel, type ReelServices } from './reel-services.ts';

/** Resumes a reel from the step that failed, at the current prices of the remaining steps. */
export function resumeReel(services: ReelServices): Handler<'resumeReel'> {
  const { reels, catalogs } = services;
  return async ({ reelId, shownPriceMicros, catalogVersion }, { accountId, uid }) => {
    const key = { accountId, uid, reelId };
    const stored = await reels.read(key);
    if (!stored) throw new AppError('not-found', { reason: 'reel' });
    const { status, wish, steps } = stored.value;
    if (status === 'completed') return { reelId, status };
    if (status === 'cancelled') throw new AppError('already-settled', { reason: 'reel' });
    if (status === 'stopped') {
      const published = await catalogs.current(catalogVersion);
      const { version } = published;
      const planned = new Map(planReel(offeredCatalog(published), wish).map((step) => [step.name, step]));
      const next = steps.map((step) =>
        step.status === 'completed' ? step : (planned.get(step.name) ?? step),
      );
      const priceMicros = totalPriceMicros(next.filter((step) => step.status !== 'completed'));
      if (priceMicros > shownPriceMicros) {
        throw new AppError('price-changed', { priceMicros, catalogVersion: version });
      }
      const change = { status: 'running', steps: next, catalogVersion: version } as const;
      if (!(await reels.update(stored, change))) {
        throw new AppError('busy', { reason: 'reel-changed', retryAfterMs: 500 });
      }
    }
    await queueReel(services, { key, attempt: randomUUID(), catalogVersion });
    return { reelId, status: 'running' };
  };
}
