import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { HEALTH_CONFIG, type HealthCheck, type HealthReport } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/catalogs.ts';
import { collection } from '../../platform/documents.ts';
import type { Counts } from '../../platform/job.ts';
import { check, HealthFault } from './check.ts';
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
  const [parts, providers] = await Promise.all([
    checkParts(services),
    Promise.all(services.providerChecks().map(checkProvider)),
    noteProviders(db, services),
  ]);
  const report = await writeReport(services, async () => ({ parts, providers, checkedAt: now() }));
  const checks = [...(report?.parts ?? []), ...providers];
  const failing = checks.filter(({ status }) => status === 'failing').length;
  return { failing, jobsLate: (report?.jobs ?? []).filter(isWrong).length };
}

function isWrong({ standing }: HealthReport['jobs'][number]): boolean {
  return standing === 'failed' || standing === 'late';
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
    // No activity has this id, so nothing is deleted.
    check('outputs', () => outputs.remove('health_check')),
  ]);
}
