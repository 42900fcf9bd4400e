import type { Firestore } from 'firebase-admin/firestore';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acknowledgeAlert } from '../../src/admin/acknowledge-alert.ts';
import { changeAlertRule } from '../../src/admin/change-alert-rule.ts';
import { resolveAlert } from '../../src/admin/resolve-alert.ts';
import {
  AbuseSignal,
  Alert,
  type AlertConditionName,
  alertConditions,
  collections,
  DAY_MS,
  HealthReport,
  HOUR_MS,
  JobName,
  MINUTE_MS,
  metricsHourOf,
  Payment,
  StripeEvent,
  type UsageRow,
  usualRule,
} from '../../src/contract/index.ts';
import { createServerMetrics } from '../../src/platform/signals/server-metrics.ts';
import { raiseStandingAlert, resolveStandingAlert } from '../../src/platform/signals/standing-alerts.ts';
import { evaluateAlerts } from '../../src/upkeep/alerts/evaluate-alerts.ts';
import { updateInsights } from '../../src/upkeep/insight/update-insights.ts';
import { append, readHead } from '../../src/upkeep/usage/usage-log.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId } from '../support/accounts.ts';
import { openAlertChannels } from '../support/alert-channels.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const NOW = Date.UTC(2026, 4, 15, 12, 30);
const channels = await openAlertChannels();
afterAll(() => channels[Symbol.asyncDispose]());

/** A store of its own at a time that a test sets. */
async function watched() {
  const db = await ownDb();
  const clock = { nowMs: NOW };
  const services = { db, now: () => clock.nowMs };
  const admin = { ...contextOf('admin'), role: 'admin' as const };
  const alerts = async () => {
    const { docs } = await db.collection(collections.alerts).get();
    return docs.map((alert) => ({
      id: alert.id,
      ...z.decode(Alert, alert.data() as z.input<typeof Alert>),
    }));
  };
  return {
    ...services,
    clock,
    services,
    alerts,
    admin,
    evaluate: () => evaluateAlerts(services),
    open: async () => (await alerts()).filter(({ resolvedAt }) => resolvedAt === null),
    resolve: (alertId: string) =>
      resolveAlert(services)(
        { requestId: newRequestId(clock.nowMs), alertId, reason: 'done' },
        admin,
        () => undefined,
      ),
  };
}

type Watched = Awaited<ReturnType<typeof watched>>;

const put = (db: Firestore, path: string, schema: z.ZodObject, fields: object) =>
  db.doc(path).set(sampleOf(schema, { ...fields }));

const well = { status: 'ok', tookMs: 20, note: null, fault: null } as const;
const report = (own: Watched, change: Partial<z.input<typeof HealthReport>>) =>
  put(own.db, 'system_config/health', HealthReport, {
    ...{ parts: [], providers: [], jobs: [], checkedAt: new Date(own.clock.nowMs) },
    ...change,
  });

const row: UsageRow = {
  ...{
    fact: 'ended',
    times: 1,
    accountId: 'mia',
    uid: 'mia',
    requestId: 'r',
    isGuest: false,
    isInternal: false,
  },
  ...{ operation: 'image', kind: 'image', model: 'nano-banana', provider: 'google', runBy: 'server' },
  ...{ status: 'completed', code: null, catalogVersion: 1, requested: {}, used: {}, priceMicros: 0 },
  ...{ heldMicros: 0, capturedMicros: 0, costUsdMicros: 0, drawn: [], createdAtMs: NOW, startedAtMs: NOW },
  ...{ endedAtMs: NOW, recordedAtMs: NOW },
};
async function logged(own: Watched, rows: readonly UsageRow[]): Promise<void> {
  await append(own.db, await readHead(own.db, '0'), { rows });
  const run = { traceId: 'test', onCommit: async () => undefined };
  await updateInsights({ db: own.db, now: Date.now }, { run, untilMs: Date.now(), unreadable: 0 });
}

async function called(own: Watched, error: 'internal' | null, tookMs: number): Promise<void> {
  const metrics = createServerMetrics(own.services);
  for (let call = 0; call < 30; call++) metrics.add({ name: 'openAccount', tookMs, error });
  await metrics.flush();
}

interface Scenario {
  readonly make: (own: Watched) => Promise<unknown>;
  /** How it ends; absent: by the time that passes. */
  readonly end?: (own: Watched) => Promise<unknown>;
  readonly passMs?: number;
}

const scenarios: Readonly<Record<AlertConditionName, Scenario>> = {
  'books-off': {
    make: ({ services }) => raiseStandingAlert(services, standing('books-off')),
    end: ({ services }) => resolveStandingAlert(services, 'books-off'),
  },
  'audit-off': {
    make: ({ services }) => raiseStandingAlert(services, standing('audit-off')),
    end: ({ services }) => resolveStandingAlert(services, 'audit-off'),
  },
  'part-failing': {
    make: (own) => report(own, { parts: [{ ...well, name: 'store', status: 'failing' }] }),
    end: (own) => report(own, { parts: [{ ...well, name: 'store' }] }),
  },
  'job-late': {
    make: (own) =>
      report(own, { jobs: [{ name: 'sealRecords', standing: 'late', lastSuccessAgeMs: HOUR_MS }] }),
    end: (own) => report(own, { jobs: [{ name: 'sealRecords', standing: 'ok', lastSuccessAgeMs: 1 }] }),
  },
  'provider-failing': {
    make: (own) => report(own, { providers: [{ ...well, name: 'openai', status: 'failing' }] }),
    end: (own) => report(own, { providers: [{ ...well, name: 'openai' }] }),
  },
  'provider-slow': {
    make: (own) => report(own, { providers: [{ ...well, name: 'openai', tookMs: 4_000 }] }),
    end: (own) => report(own, { providers: [{ ...well, name: 'openai' }] }),
  },
  'error-rate': {
    make: (own) =>
      logged(own, [
        ...Array.from({ length: 7 }, () => row),
        ...Array.from({ length: 3 }, () => ({ ...row, status: 'failed', code: 'provider-failed' })),
      ]),
    passMs: 2 * HOUR_MS,
  },
  'person-spend': {
    make: (own) => logged(own, [{ ...row, capturedMicros: 2_500_000_000 }]),
    passMs: 25 * HOUR_MS,
  },
  'model-spend': {
    make: (own) => logged(own, [{ ...row, costUsdMicros: 150_000_000 }]),
    passMs: 25 * HOUR_MS,
  },
  'provider-budget': {
    // Of earlier in the month, so that no model has spent too much lately.
    make: (own) =>
      logged(own, [{ ...row, costUsdMicros: 1_500_000_000, endedAtMs: NOW - 10 * DAY_MS, model: 'old' }]),
    passMs: 20 * DAY_MS,
  },
  refunds: {
    make: ({ db }) => Promise.all([1, 2, 3, 4, 5].map((n) => refundAt(db, n, NOW - n))),
    passMs: 25 * HOUR_MS,
  },
  disputes: {
    make: ({ db }) => put(db, 'payments/mia_1', Payment, { state: 'disputed', currency: 'usd' }),
    end: ({ db }) => db.doc('payments/mia_1').update({ state: 'paid' }),
  },
  'fraud-warnings': {
    make: ({ db }) =>
      put(db, 'payments/mia_2', Payment, {
        ...{ state: 'paid', currency: 'usd' },
        fraudWarning: { warningId: 'issfr_1', type: 'misc', isActionable: true, atMs: NOW },
      }),
    end: ({ db }) => db.doc('payments/mia_2').update({ 'fraudWarning.isActionable': false }),
  },
  'abuse-signals': {
    make: ({ db }) =>
      put(db, 'abuse_detection/mia', AbuseSignal, { severity: 'high', updatedAt: new Date(NOW) }),
    passMs: 25 * HOUR_MS,
  },
  'server-errors': { make: (own) => called(own, 'internal', 5), passMs: 3 * HOUR_MS },
  'calls-slow': { make: (own) => called(own, null, 7_000), passMs: 3 * HOUR_MS },
};

function standing(kind: 'books-off' | 'audit-off') {
  const found = { severity: 'critical', accountId: null, subject: 'x', code: kind, details: {} } as const;
  return { ...found, kind, traceId: null };
}

function refundAt(db: Firestore, n: number, receivedMs: number) {
  const receivedAt = new Date(receivedMs);
  const event = { type: 'refund.created', state: 'handled', why: null, retryAt: null };
  return put(db, `stripe_events/evt_${n}`, StripeEvent, { ...event, receivedAt, createdAt: receivedAt });
}

describe('a rule', () => {
  test.each(Object.entries(scenarios) as [AlertConditionName, Scenario][])(
    'about %s fires once when it begins, resolves by itself when it ends, and reaches each channel once',
    async (name, { make, end, passMs = MINUTE_MS }) => {
      const own = await watched();
      const { follow, received } = await channels.connect(own);
      const sent = (nowMs: number) => {
        own.clock.nowMs = nowMs;
      };
      await make(own);
      await own.evaluate();
      await follow(sent);
      const { windowMs } = usualRule(name);
      const { window } = alertConditions[name] as { window: { meaning: string } | null };
      if (window?.meaning === 'lasting') {
        expect(await own.open()).toEqual([]);
        own.clock.nowMs += windowMs ?? 0;
        await make(own);
        await own.evaluate();
      }
      expect(await own.open()).toMatchObject([{ kind: name, severity: usualRule(name).severity }]);
      await own.evaluate();
      expect(await own.alerts()).toHaveLength(1);
      for (let times = 0; times < 2; times++) await follow(sent);
      const begun = { webhook: ['alert.fired'], slack: [false], pagerduty: ['trigger'], email: [false] };
      expect(received()).toEqual(begun);
      own.clock.nowMs += passMs;
      await end?.(own);
      await own.evaluate();
      for (let times = 0; times < 2; times++) await follow(sent);
      expect(received()).toEqual({
        ...{ webhook: ['alert.fired', 'alert.resolved'], slack: [false, true] },
        ...{ pagerduty: ['trigger', 'resolve'], email: [false, true] },
      });
      expect(await own.open()).toEqual([]);
      expect(await own.alerts()).toMatchObject([{ resolvedAt: expect.any(Number), resolvedBy: null }]);
    },
  );

  test('fires again when what it is about begins again, as an alert of its own', async () => {
    const own = await watched();
    const { make, end } = scenarios.disputes;
    for (let episode = 0; episode < 2; episode++) {
      await make(own);
      await own.evaluate();
      own.clock.nowMs += MINUTE_MS;
      await end?.(own);
      await own.evaluate();
    }
    expect(await own.alerts()).toHaveLength(2);
  });

  test('is fired by one of two runs at once', async () => {
    const own = await watched();
    await scenarios.disputes.make(own);
    await Promise.all([own.evaluate(), own.evaluate(), own.evaluate()]);
    expect(await own.alerts()).toHaveLength(1);
  });

  test('writes nothing while nothing happens', async () => {
    const own = await watched();
    await own.evaluate();
    own.clock.nowMs += 5 * MINUTE_MS;
    await own.evaluate();
    expect((await own.db.doc('system_config/alert_state').get()).exists).toBe(false);
  });
});

/** What a service that is well records: usage with a few ordinary failures, payments, refunds, jobs on time. */
async function recordHealth(own: Watched, step: number): Promise<void> {
  const { db, clock, services } = own;
  const atMs = clock.nowMs;
  const isNight = step % 8 === 2;
  const metrics = createServerMetrics(services);
  for (let call = 0; call < 25; call++) {
    const error = call === 0 ? 'internal' : call < 3 ? 'rate-limited' : null;
    metrics.add({ name: 'openAccount', tookMs: call === 0 ? 6_000 : 200, error });
  }
  const payment = { currency: 'usd', createdAt: new Date(atMs) };
  const triage = { state: 'dismissed', note: '', uid: 'admin', atMs };
  const severity = step % 16 === 3 ? 'high' : 'low';
  await Promise.all([
    report(own, {
      parts: ['store', 'sign-in'].map((name) => ({ ...well, name })),
      // Once a day, a provider answers slowly for a while.
      providers: [{ ...well, name: 'openai', tookMs: isNight ? 4_500 : 300 }],
      jobs: JobName.options.map((name) => ({ name, standing: 'ok', lastSuccessAgeMs: MINUTE_MS })),
    }),
    metrics.flush(),
    put(db, `payments/mia_${step}`, Payment, { ...payment, state: isNight ? 'refunded' : 'paid' }),
    isNight && refundAt(db, step, atMs),
    step % 8 === 3 &&
      put(db, `abuse_detection/${step}`, AbuseSignal, { severity, triage, updatedAt: payment.createdAt }),
  ]);
  if (step % 4 !== 0) return;
  const times = { createdAtMs: atMs, startedAtMs: atMs, endedAtMs: atMs, recordedAtMs: atMs };
  const worked = { ...row, ...times, capturedMicros: 5_000_000, costUsdMicros: 40_000 };
  const failed = { ...row, ...times, status: 'failed' } as const;
  await logged(own, [
    ...Array.from({ length: 40 }, (_, n) => ({ ...worked, accountId: `user-${n % 7}` })),
    ...[
      { ...failed, code: 'provider-failed' },
      { ...failed, code: 'moderation-rejected' },
    ],
    { ...row, ...times, status: 'failed', code: 'cancelled' },
  ]);
}

test('a healthy month fires no rule and reaches nobody, and what is wrong after it does', async () => {
  const own = await watched();
  const { follow, received } = await channels.connect(own);
  const sent = (nowMs: number) => {
    own.clock.nowMs = nowMs;
  };
  for (let step = 0; step < 30 * 8; step++) {
    own.clock.nowMs = NOW + 3 * step * HOUR_MS;
    await recordHealth(own, step);
    expect(await own.evaluate()).toEqual({ fired: 0, resolved: 0, open: 0 });
  }
  await follow(sent);
  expect(await own.alerts()).toEqual([]);
  expect(received()).toEqual({ webhook: [], slack: [], pagerduty: [], email: [] });

  await scenarios.disputes.make(own);
  await own.evaluate();
  await follow(sent);
  const begun = { webhook: ['alert.fired'], slack: [false], pagerduty: ['trigger'], email: [false] };
  expect(received()).toEqual(begun);
});

describe('an admin', () => {
  const change = (own: Watched, fields: object) =>
    changeAlertRule(own.services)(
      {
        requestId: newRequestId(own.clock.nowMs),
        condition: 'refunds',
        baseVersion: 0,
        rule: { ...usualRule('refunds'), threshold: 2, severity: 'high' },
        reason: 'few are usual',
        ...fields,
      },
      own.admin,
      () => undefined,
    );

  test('changes a rule with an entry of what it was, and the next run goes by it', async () => {
    const own = await watched();
    await Promise.all([refundAt(own.db, 1, NOW), refundAt(own.db, 2, NOW)]);
    await own.evaluate();
    expect(await own.open()).toEqual([]);
    expect(await change(own, {})).toEqual({ version: 1 });
    await own.evaluate();
    expect(await own.open()).toMatchObject([{ kind: 'refunds', severity: 'high', details: { value: 2 } }]);
    const entries = await own.db.collection(collections.audit).get();
    expect(entries.docs.map((entry) => entry.data())).toMatchObject([
      {
        ...{ action: 'change-alert-rule', target: 'alert_rules/refunds', reason: 'few are usual' },
        ...{ before: { threshold: 5 }, after: { threshold: 2, version: 1 } },
      },
    ]);
  });

  test('puts a rule back, and a repeated request changes nothing twice', async () => {
    const own = await watched();
    const requestId = newRequestId(own.clock.nowMs);
    expect(await change(own, { requestId })).toEqual({ version: 1 });
    expect(await change(own, { requestId })).toEqual({ version: 1 });
    expect(await change(own, { baseVersion: 1, rule: null })).toEqual({ version: 2 });
    expect((await own.db.doc('system_config/alert_rules').get()).get('rules')).toEqual({});
  });

  test('who has seen older rules is refused, and so is a rule that does not fit', async () => {
    const own = await watched();
    await change(own, {});
    await expect(change(own, {})).rejects.toMatchObject({ code: 'version-conflict' });
    const rule = { ...usualRule('refunds'), windowMs: 7 };
    await expect(change(own, { baseVersion: 1, rule })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('turns off what the verifier raises, too', async () => {
    const own = await watched();
    await change(own, { condition: 'books-off', rule: { ...usualRule('books-off'), isEnabled: false } });
    await scenarios['books-off'].make(own);
    expect(await own.alerts()).toEqual([]);
  });
});

describe('an alert of a rule', () => {
  test('keeps who has seen it first, with an entry in the log', async () => {
    const own = await watched();
    await scenarios.disputes.make(own);
    await own.evaluate();
    const [alert] = await own.open();
    const acknowledge = (uid: string) =>
      acknowledgeAlert(own.services)(
        { requestId: newRequestId(own.clock.nowMs), alertId: alert?.id ?? '' },
        { ...own.admin, uid },
        () => undefined,
      );
    expect(await acknowledge('sam')).toEqual({ uid: 'sam', atMs: NOW });
    own.clock.nowMs += MINUTE_MS;
    expect(await acknowledge('ada')).toEqual({ uid: 'sam', atMs: NOW });
    await own.evaluate();
    expect(await own.open()).toMatchObject([{ acknowledged: { uid: 'sam', atMs: NOW } }]);
    const entries = await own.db.collection(collections.audit).get();
    expect(entries.docs.map((entry) => entry.get('action'))).toEqual(['acknowledge-alert']);
  });

  test('is not resolved by hand, since it would hide what goes on', async () => {
    const own = await watched();
    await scenarios.disputes.make(own);
    await own.evaluate();
    const [alert] = await own.open();
    await expect(own.resolve(alert?.id ?? '')).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

test('calls of several instances add up in the hour in which they ended', async () => {
  const own = await watched();
  await Promise.all([called(own, null, 5), called(own, 'internal', 9)]);
  await called(own, 'internal', 9);
  const stored = await own.db.doc(`${collections.serverMetrics}/${metricsHourOf(NOW)}`).get();
  expect(stored.get('callables.openAccount')).toMatchObject({ calls: 90, errors: { internal: 60 } });
});
