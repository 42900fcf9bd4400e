import {
  AppError,
  assertFreshRequestId,
  offeredCatalog,
  planReel,
  type Reel,
  totalPriceMicros,
} from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { queueReel, type ReelServices } from './reel-services.ts';

/** Starts a reel at the prices that were shown. A repeated request returns the same reel. */
export function startReel(services: ReelServices): Handler<'startReel'> {
  const { reels, catalogs, moderate, now } = services;
  return async (
    { requestId, wish, label, shownPriceMicros, catalogVersion },
    { accountId, uid, traceId, role, client },
    _send,
    rejection,
  ) => {
    if (rejection) throw rejection;
    assertFreshRequestId(requestId, now());
    const published = await catalogs.current(catalogVersion);
    const { version } = published;
    const steps = planReel(offeredCatalog(published), wish);
    const priceMicros = totalPriceMicros(steps);
    if (priceMicros > shownPriceMicros) {
      throw new AppError('price-changed', { priceMicros, catalogVersion: version });
    }
    const reel: Reel = {
      schemaVersion: 1,
      accountId,
      uid,
      reelId: requestId,
      wish,
      title: null,
      ...(label !== undefined && { label }),
      status: 'running',
      steps,
      catalogVersion: version,
      asker: { email: null, name: null, role, client },
      traceId,
      createdAt: now(),
      updatedAt: now(),
    };
    const moderated = await moderate([wish.prompt]);
    const key = { accountId, uid, reelId: requestId };
    if (moderated && !(await reels.read(key))) throw moderated;
    const isNew = await reels.create(reel);
    const stored = isNew ? reel : (await reels.read(key))?.value;
    if (!stored || JSON.stringify(stored.wish) !== JSON.stringify(wish)) {
      throw new AppError('idempotency-conflict', { reason: 'reel' });
    }
    if (stored.status === 'running') {
      await queueReel(services, { key, attempt: 'start', catalogVersion: stored.catalogVersion });
    }
    return { reelId: requestId, status: stored.status };
  };
}
