import {
  englishHealthFault,
  HEALTH_CONFIG,
  type HealthCheck,
  HealthReport,
  serviceStatus,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { Health } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';

/** More frequent requests share one read, because anyone can send them. */
const SHARED_FOR_MS = 5_000;

/** Returns the service's status, and what it is computed from. */
export function createReadHealth({ db, now }: Pick<ApiServices, 'db' | 'now'>): () => Promise<Health> {
  let shared: { readonly health: Promise<Health>; readonly atMs: number } | null = null;

  async function read(): Promise<Health> {
    const stored = await collection(db, 'config').doc(HEALTH_CONFIG).get();
    const report = decodeDocument(HealthReport, stored)?.value ?? null;
    const { parts = [], providers = [], jobs = [], checkedAt = null } = report ?? {};
    const { status } = serviceStatus(report, now());
    return {
      status,
      parts: parts.map(toAnswer),
      providers: providers.map(toAnswer),
      jobs,
      checkedAtMs: checkedAt,
    };
  }

  return () => {
    if (!shared || now() - shared.atMs > SHARED_FOR_MS) shared = { health: read(), atMs: now() };
    return shared.health;
  };
}

/** In English, for developers. */
function toAnswer({ name, status, tookMs, note, fault }: HealthCheck) {
  return { name, status, tookMs, note: fault ? englishHealthFault(fault) : note };
}
