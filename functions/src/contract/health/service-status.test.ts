import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HealthCheck, JobState } from '../documents/health-documents.ts';
import { MINUTE_MS } from '../time.ts';
import { JobName, jobStanding, jobs, settledStanding } from './jobs.ts';
import { type Covered, serviceStatus } from './service-status.ts';

const NOW = Date.UTC(2026, 4, 15, 12);

const names = ['store', 'accounts', 'catalog', 'outputs', 'books', 'alerts', 'payments', 'openai'];
const check = fc.record<HealthCheck>({
  name: fc.constantFrom(...names),
  status: fc.constantFrom('ok', 'failing', 'off'),
  tookMs: fc.constant(1),
  note: fc.constant(null),
  fault: fc.constant(null),
});
const job = fc.record<Covered['jobs'][number]>({
  name: fc.constantFrom(...JobName.options),
  standing: fc.constantFrom('new', 'running', 'failed', 'late', 'ok'),
  lastSuccessAgeMs: fc.constantFrom(null, 0, MINUTE_MS),
});
const checks = fc.uniqueArray(check, { selector: ({ name }) => name });
const report = fc.record<Covered>({
  parts: checks,
  providers: checks,
  jobs: fc.uniqueArray(job, { selector: ({ name }) => name }),
  checkedAt: fc.constant(NOW),
});

describe('the status', () => {
  test('is ok exactly when nothing that it covers has a fault, and lists all faults', () => {
    fc.assert(
      fc.property(report, (covered) => {
        const { status, faults } = serviceStatus(covered, NOW);
        const wrong = [
          ...[...covered.parts, ...covered.providers].filter((part) => part.status === 'failing'),
          ...covered.jobs.filter(({ standing }) => standing === 'failed' || standing === 'late'),
        ];
        expect(faults.map(({ name }) => name)).toEqual(wrong.map(({ name }) => name));
        expect(status === 'ok').toBe(wrong.length === 0);
        const isDown = wrong.some(({ name }) => ['store', 'accounts', 'catalog'].includes(name));
        expect(status === 'down').toBe(isDown);
      }),
    );
  });

  test('doesn’t improve with time while no check runs', () => {
    const worse = ['ok', 'degraded', 'down'];
    fc.assert(
      fc.property(report, fc.nat(60 * MINUTE_MS), fc.nat(60 * MINUTE_MS), (covered, aMs, bMs) => {
        const early = serviceStatus(covered, NOW + aMs).status;
        const late = serviceStatus(covered, NOW + aMs + bMs).status;
        expect(worse.indexOf(late)).toBeGreaterThanOrEqual(worse.indexOf(early));
      }),
    );
  });

  test('is bad if no check ran, or none for a quarter of an hour', () => {
    const fine: Covered = { parts: [], providers: [], jobs: [], checkedAt: NOW };
    expect(serviceStatus(null, NOW).status).toBe('degraded');
    expect(serviceStatus(fine, NOW + 15 * MINUTE_MS).status).toBe('ok');
    expect(serviceStatus(fine, NOW + 15 * MINUTE_MS + 1)).toMatchObject({
      status: 'degraded',
      faults: [{ name: 'health' }],
    });
  });

  test('reports that a job has become late since the check', () => {
    const ran = { name: 'expireStaleHolds', standing: 'ok', lastSuccessAgeMs: MINUTE_MS } as const;
    const covered: Covered = { parts: [], providers: [], jobs: [ran], checkedAt: NOW };
    expect(serviceStatus(covered, NOW + 11 * MINUTE_MS).status).toBe('ok');
    expect(serviceStatus(covered, NOW + 12 * MINUTE_MS).status).toBe('degraded');
  });
});

describe('the standing of a job', () => {
  const ended: JobState = {
    schemaVersion: 1,
    lease: { run: 'a', untilMs: NOW },
    lastStartAt: NOW,
    lastSuccessAt: NOW,
    lastFailure: null,
    tookMs: 1,
    counts: {},
    cursor: null,
    runs: null,
  };

  test.each([
    ['verifyLedger', { drifts: 256 }, 'found'],
    ['verifyLedger', { drifts: 0, accounts: 9 }, 'ok'],
    ['reconcileStripe', { differences: 1 }, 'found'],
    ['rollUpUsage', { unreadable: 1 }, 'found'],
    ['health', { failing: 1 }, 'found'],
    ['health', { jobsLate: 1 }, 'found'],
    ...JobName.options.map((name) => [name, { failed: 1 }, 'found'] as const),
    ...JobName.options.map((name) => [name, { failed: 0 }, 'ok'] as const),
  ] as const)('%s that ended with %o is told as %s', (name, counts, standing) => {
    expect(jobStanding(name, { ...ended, counts }, NOW)).toBe(standing);
  });

  test('shows a current run, and still shows the result of the last one', () => {
    const running = { ...ended, counts: { drifts: 3 }, lease: { run: 'b', untilMs: NOW + 1 } };
    expect(jobStanding('verifyLedger', running, NOW)).toBe('running');
    expect(settledStanding('verifyLedger', running, NOW)).toBe('found');
  });

  test('is failed after a first run that was killed, and not during one', () => {
    const first = { ...ended, lastSuccessAt: null };
    expect(jobStanding('expireLots', first, NOW)).toBe('failed');
    const running = { ...first, lease: { run: 'a', untilMs: NOW + 1 } };
    expect(settledStanding('expireLots', running, NOW)).toBe('new');
  });

  test('is late after twice its interval plus ten minutes', () => {
    const { everyMs } = jobs.rollUpUsage;
    expect(jobStanding('rollUpUsage', ended, NOW + 2 * everyMs + 10 * MINUTE_MS)).toBe('ok');
    expect(jobStanding('rollUpUsage', ended, NOW + 2 * everyMs + 10 * MINUTE_MS + 1)).toBe('late');
  });
});
