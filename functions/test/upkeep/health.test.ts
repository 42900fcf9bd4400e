import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  collections,
  type HealthFault,
  HealthReport,
  type JobName,
  MINUTE_MS,
  PublishedCatalog,
} from '../../src/contract/index.ts';
import { offersOf, providerChecks } from '../../src/generation/providers/registry.ts';
import { createReadHealth } from '../../src/http/reads/create-read-health.ts';
import { runJob } from '../../src/platform/deploy/run-job.ts';
import { checkHealth, type HealthServices } from '../../src/upkeep/health/check-health.ts';
import { catalogsOf } from '../support/backend.ts';
import { openLoopback } from '../support/loopback.ts';
import { ownDb } from '../support/own-db.ts';

const NOW = Date.UTC(2026, 4, 15, 12);
const SECRET = 'sk-very-secret';

async function servicesOf(change: Partial<HealthServices> = {}): Promise<HealthServices> {
  return {
    db: await ownDb(),
    auth: { listUsers: async () => ({ users: [] }) },
    catalogs: catalogsOf(),
    outputs: { remove: async () => undefined },
    providerChecks: () => [],
    providerLabels: {},
    offersOf,
    reachableProviders: () => new Set(['studio']),
    now: () => NOW,
    ...change,
  };
}

async function reportOf(services: HealthServices): Promise<HealthReport> {
  await checkHealth(services);
  const stored = await services.db.collection(collections.config).doc('health').get();
  return z.decode(HealthReport, stored.data() as z.input<typeof HealthReport>);
}

test('a healthy system has a passed check for each part', async () => {
  const { status, parts } = await reportOf(await servicesOf());
  expect(status).toBe('ok');
  expect(parts.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'store ok',
    'accounts ok',
    'catalog ok',
    'outputs ok',
    'books ok',
    'alerts ok',
    'payments ok',
  ]);
});

test.each<[string, Partial<HealthServices>, string]>([
  [
    'without prices',
    {
      catalogs: {
        ...catalogsOf(),
        current: () => Promise.reject(new AppError('not-configured', { reason: 'catalog' })),
      },
    },
    'down',
  ],
  ['without sign-in', { auth: { listUsers: () => Promise.reject(new Error(SECRET)) } }, 'down'],
  ['without files', { outputs: { remove: () => Promise.reject(new Error(SECRET)) } }, 'degraded'],
])('%s it says so, and nothing of what the error says', async (_, change, status) => {
  const report = await reportOf(await servicesOf(change));
  expect(report.status).toBe(status);
  expect(JSON.stringify(report)).not.toContain(SECRET);
});

describe('a provider', () => {
  const answers: [number, HealthFault | null][] = [
    [200, null],
    [404, null],
    [401, { code: 'key-refused', details: {} }],
    [429, { code: 'over-quota', details: {} }],
    [503, { code: 'answers-with', details: { status: 503 } }],
  ];

  test.each(answers)(
    'that responds with %i is called with its key, and reported without it',
    async (code, fault) => {
      await using server = await openLoopback();
      server.answerWith((_, response) => response.writeHead(code).end(`{"key":"${SECRET}"}`));
      const checks = providerChecks({ openai: { baseUrl: server.url, apiKey: () => SECRET } });
      const report = await reportOf(await servicesOf({ providerChecks: () => checks }));
      expect(report.providers).toMatchObject([
        { name: 'openai', status: fault === null ? 'ok' : 'failing', note: null, fault },
      ]);
      expect(server.received).toMatchObject([
        { path: '/models', headers: { authorization: `Bearer ${SECRET}` } },
      ]);
      expect(JSON.stringify(report)).not.toContain(SECRET);
    },
  );

  test('without a key is off and isn’t called, and one that doesn’t respond fails', async () => {
    const checks = providerChecks({
      openai: { baseUrl: 'http://127.0.0.1:9', apiKey: () => '' },
      google: { baseUrl: 'http://127.0.0.1:9', apiKey: () => SECRET },
    });
    const { providers, status } = await reportOf(await servicesOf({ providerChecks: () => checks }));
    expect(providers.map((provider) => provider.status)).toEqual(['off', 'failing']);
    expect(status).toBe('degraded');
  });
});

test('a job that has not succeeded for twice its interval is reported as late', async () => {
  const services = await servicesOf();
  const name: JobName = 'rollUpUsage';
  const run = { traceId: 'test', byHand: null };
  await runJob({ db: services.db, now: () => NOW - 21 * MINUTE_MS }, { name, run: async () => ({}) }, run);
  const late = await reportOf(services);
  expect(late.status).toBe('degraded');
  const told = late.jobs.find((job) => job.name === name);
  expect(told).toEqual({ name, standing: 'late', lastSuccessAgeMs: 21 * MINUTE_MS });
  await runJob({ db: services.db, now: () => NOW }, { name, run: async () => ({}) }, run);
  expect((await reportOf(services)).status).toBe('ok');
});

test('over HTTP the last report is returned, and an old one counts as a fault', async () => {
  const services = await servicesOf();
  let nowMs = NOW;
  const healthOf = () => createReadHealth({ db: services.db, now: () => nowMs } as never)();
  expect(await healthOf()).toMatchObject({ status: 'degraded', checkedAtMs: null });
  await checkHealth(services);
  expect(await healthOf()).toMatchObject({ status: 'ok', checkedAtMs: NOW });
  nowMs += 16 * MINUTE_MS;
  expect(await healthOf()).toMatchObject({ status: 'degraded' });
});

describe('the providers that can be reached', () => {
  const publishedOn = async (db: Firestore) => {
    const published = await catalogsOf().current(0);
    const catalog = db.collection(collections.config).doc('catalog');
    await catalog.set(z.encode(PublishedCatalog, published));
    return catalog;
  };

  test('are stored next to the published prices, and nothing else changes', async () => {
    const db = await ownDb();
    const catalog = await publishedOn(db);
    const before = (await catalog.get()).data();
    await checkHealth(await servicesOf({ db, reachableProviders: () => new Set(['studio', 'google']) }));
    expect((await catalog.get()).data()).toEqual({
      ...{ ...before, reachableProviders: ['google', 'studio'] },
      providerLabels: {},
    });
  });

  test('are stored with their labels and what their models make', async () => {
    const db = await ownDb();
    const catalog = await publishedOn(db);
    const offers = { seconds: [3], sizes: null, shapes: null };
    const known = { providerLabels: { google: 'Google' }, offersOf: () => offers };
    await checkHealth(await servicesOf({ db, ...known }));
    const noted = z.decode(
      PublishedCatalog,
      (await catalog.get()).data() as z.input<typeof PublishedCatalog>,
    );
    expect(noted.providerLabels).toEqual({ google: 'Google' });
    const models = Object.values(noted.catalog.operations).flatMap((operation) =>
      Object.values(operation.models),
    );
    expect(models.filter((model) => model.offers?.seconds?.[0] !== 3)).toEqual([]);
  });

  test('are written only when they have changed', async () => {
    const db = await ownDb();
    const catalog = await publishedOn(db);
    const services = await servicesOf({ db });
    await checkHealth(services);
    const written = (await catalog.get()).updateTime;
    await checkHealth(services);
    expect((await catalog.get()).updateTime).toEqual(written);
  });

  test('are not written to a store that builds without that field may read', async () => {
    const db = await ownDb({ version: 1 });
    const catalog = await publishedOn(db);
    const before = (await catalog.get()).updateTime;
    await checkHealth(await servicesOf({ db }));
    expect((await catalog.get()).updateTime).toEqual(before);
  });
});
