import type { Auth } from 'firebase-admin/auth';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { HEALTH_CONFIG, type HealthCheck, type HealthReport } from '../../contract/index.ts';
import type { Counts } from '../../platform/deploy/job.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { collection } from '../../platform/store/documents.ts';
import { check, Fault } from './check.ts';
import { checkProvider, type ProviderCheck } from './check-provider.ts';
import { type KnownProviders, noteProviders } from './note-providers.ts';
import { writeReport } from './write-report.ts';

export interface HealthServices extends KnownProviders {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'listUsers'>;
  readonly catalogs: Catalogs;
  readonly outputs: { remove(activityId: string): Promise<void> };
  readonly providerChecks: () => readonly ProviderCheck[];
  readonly now: () => number;
}

/** Checks every part, provider and job, and stores the report. */
export async function checkHealth(services: HealthServices): Promise<Counts> {
  const { db, now } = services;
  const reference = collection(db, 'config').doc(HEALTH_CONFIG);
  let stored: DocumentSnapshot | null = null;
  const readStore = async () => {
    stored = await reference.get();
  };
  const [parts, providers] = await Promise.all([
    checkParts(services, readStore),
    Promise.all(services.providerChecks().map(checkProvider)),
    noteProviders(services),
  ]);
  const looked = async () => ({ parts, providers, checkedAt: now() });
  const report = await writeReport(services, { ended: null, stored }, looked);
  const checks = [...(report?.parts ?? []), ...providers];
  const failing = checks.filter(({ status }) => status === 'failing').length;
  return { failing, jobsLate: (report?.jobs ?? []).filter(isWrong).length };
}

function isWrong({ standing }: HealthReport['jobs'][number]): boolean {
  return standing === 'failed' || standing === 'late';
}

function checkParts(services: HealthServices, readStore: () => Promise<void>): Promise<HealthCheck[]> {
  const { auth, catalogs, outputs } = services;
  return Promise.all([
    check('store', readStore),
    check('accounts', () => auth.listUsers(1)),
    check('catalog', async () => {
      await catalogs.current(0).catch(() => {
        throw new Fault('no-prices');
      });
    }),
    // No activity has this id, so nothing is deleted.
    check('outputs', () => outputs.remove('health_check')),
  ]);
}
