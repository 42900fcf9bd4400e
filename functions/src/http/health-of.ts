import { HEALTH_CONFIG, HealthReport, MINUTE_MS } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import type { Health } from './answers.ts';
import type { ApiServices } from './api-services.ts';

/** Whoever asks more often is told the same: this is open to everyone. */
const SHARED_FOR_MS = 5_000;
/** Three turns of the job that looks. */
const OLD_AFTER_MS = 15 * MINUTE_MS;

/** Tells how the service was when the job last looked; `degraded` when that is too long ago to know. */
export function createHealthOf({ db, now }: Pick<ApiServices, 'db' | 'now'>): () => Promise<Health> {
  let shared: { readonly health: Promise<Health>; readonly atMs: number } | null = null;

  async function read(): Promise<Health> {
    const stored = await collection(db, 'config').doc(HEALTH_CONFIG).get();
    const report = decodeDocument(HealthReport, stored)?.value;
    if (!report) return { status: 'degraded', parts: [], providers: [], jobs: [], checkedAtMs: null };
    const { checkedAt, parts, providers, jobs, status } = report;
    const isOld = now() - checkedAt > OLD_AFTER_MS;
    return {
      status: isOld && status === 'ok' ? 'degraded' : status,
      parts,
      providers,
      jobs,
      checkedAtMs: checkedAt,
    };
  }

  return () => {
    if (!shared || now() - shared.atMs > SHARED_FOR_MS) shared = { health: read(), atMs: now() };
    return shared.health;
  };
}
