import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import {
  HEALTH_CONFIG,
  type HealthCheck,
  HealthReport,
  type JobName,
  JobState,
  jobStanding,
  jobs,
} from '../../contract/index.ts';
import type { Catalogs } from '../../platform/catalogs.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/documents.ts';
import type { Counts } from '../../platform/job.ts';
import { check, HealthFault } from './check.ts';
import { checkProvider, type ProviderServer } from './check-provider.ts';
import { noteReachableProviders } from './note-reachable-providers.ts';

export interface HealthServices {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'listUsers'>;
  readonly catalogs: Catalogs;
  readonly outputs: { remove(activityId: string): Promise<void> };
  readonly providerServers: () => Readonly<Record<string, ProviderServer>>;
  readonly reachableProviders: () => ReadonlySet<string>;
  readonly now: () => number;
}

/** Without one of these nothing can be made. */
const vital: ReadonlySet<string> = new Set(['store', 'accounts', 'catalog']);

/** Looks at every part, provider and job, and writes down how they are. */
export async function lookAtHealth(services: HealthServices): Promise<Counts> {
  const { db, now } = services;
  const [parts, providers, standings] = await Promise.all([
    checkParts(services),
    Promise.all(
      Object.entries(services.providerServers()).map(([name, server]) => checkProvider(name, server)),
    ),
    standingsOf(services),
  ]);
  const report: HealthReport = {
    schemaVersion: 1,
    status: statusOf({ parts, providers, jobs: standings }),
    parts,
    providers,
    jobs: standings,
    checkedAt: now(),
  };
  const batch = db.batch();
  batch.set(collection(db, 'config').doc(HEALTH_CONFIG), await encodeDocument(db, HealthReport, report));
  await Promise.all([batch.commit(), noteReachableProviders(db, services.reachableProviders())]);
  const failing = [...parts, ...providers].filter(({ status }) => status === 'failing').length;
  return { failing, jobsLate: standings.filter(({ standing }) => isWrong(standing)).length };
}

function checkParts({ db, auth, catalogs, outputs }: HealthServices): Promise<HealthCheck[]> {
  return Promise.all([
    check('store', () => collection(db, 'config').doc(HEALTH_CONFIG).get()),
    check('accounts', () => auth.listUsers(1)),
    check('catalog', async () => {
      await catalogs.current(0).catch(() => {
        throw new HealthFault('No prices are published');
      });
    }),
    // Nothing was ever kept under this name.
    check('outputs', () => outputs.remove('health_check')),
  ]);
}

async function standingsOf({ db, now }: HealthServices): Promise<HealthReport['jobs']> {
  const names = Object.keys(jobs) as JobName[];
  const stored = await db.getAll(...names.map((name) => collection(db, 'jobs').doc(name)));
  return names
    .map((name, index) => {
      const state = (stored[index] && decodeDocument(JobState, stored[index])?.value) ?? null;
      const ageMs = state?.lastSuccessAt == null ? null : Math.max(0, now() - state.lastSuccessAt);
      return { name, standing: jobStanding(name, state, now()), lastSuccessAgeMs: ageMs };
    })
    .filter(({ name }) => name !== 'health');
}

function statusOf({ parts, providers, jobs }: Pick<HealthReport, 'parts' | 'providers' | 'jobs'>) {
  const failing = [...parts, ...providers].filter(({ status }) => status === 'failing');
  if (failing.some(({ name }) => vital.has(name))) return 'down';
  return failing.length > 0 || jobs.some(({ standing }) => isWrong(standing)) ? 'degraded' : 'ok';
}

function isWrong(standing: HealthReport['jobs'][number]['standing']): boolean {
  return standing === 'failed' || standing === 'late';
}
