import { describe, expect, test } from 'vitest';
import {
  collections,
  DEFAULT_INSIGHT_SETTINGS,
  type EndpointEvent,
  HOUR_MS,
  INSIGHT_CONFIG,
  INSIGHT_HEAD,
  InsightHead,
  InsightMonthDocument,
  InsightSettings,
  monthDocumentId,
  workKey,
} from '../../src/contract/index.ts';
import { endpointText } from '../../src/notifications/endpoints/endpoint-text.ts';
import { createSendRequest } from '../../src/platform/receivers/send-request.ts';
import { encodeDocument } from '../../src/platform/store/documents.ts';
import { withHeartbeat } from '../../src/upkeep/health/with-heartbeat.ts';
import { packed } from '../../src/upkeep/insight/packed.ts';
import { sendReports } from '../../src/upkeep/reports/send-reports.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { openLoopback } from '../support/loopback.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';

const timeZone = 'Europe/Berlin';

async function newWorld() {
  const db = await ownDb();
  const clock = { nowMs: 0 };
  const published: EndpointEvent[] = [];
  const settings = { ...DEFAULT_INSIGHT_SETTINGS, timeZone };
  const encoded = await encodeDocument(db, InsightSettings, settings);
  await db.collection(collections.config).doc(INSIGHT_CONFIG).set(encoded);
  const work = { completed: 7, failed: 2, expired: 1, costUsdMicros: 1_500_000 };
  const days = {
    usage: { work: { [workKey({ operation: 'image', model: 'm', provider: 'p' })]: work } },
    credits: { sources: { purchase: { used: 5_000_000 }, welcome: { used: 1_000_000 } }, welcomed: 3 },
    money: { currencies: { eur: { sources: { purchase: { sales: 1_000_000_000 } }, refundedCents: 50 } } },
  };
  for (const topic of ['usage', 'credits', 'money'] as const) {
    const bytes = packed({ '2026-03-27': days[topic], '2026-03-28': days[topic] });
    const month = await encodeDocument(db, InsightMonthDocument, {
      ...{ schemaVersion: 1, topic, month: '2026-03', bytes },
    });
    await db.collection(collections.insights).doc(monthDocumentId(topic, '2026-03')).set(month);
  }
  const reachedBy = (throughMs: number, zone = timeZone) =>
    db
      .collection(collections.insights)
      .doc(INSIGHT_HEAD)
      .set(
        sampleOf(InsightHead, {
          ...{ timeZone: zone, throughMs, rebuildingToMs: null, closed: [], logs: {} },
        }),
      );
  const wanted = new Set<string>(['report.daily', 'report.monthly']);
  const publisher = {
    isWanted: async (name: string) => wanted.has(name),
    publish: async (event: EndpointEvent) => void published.push(event),
  };
  const now = () => clock.nowMs;
  /** Runs the job every hour, with the figures as far as they are at that time. */
  const runUntil = async (untilMs: number) => {
    for (; clock.nowMs < untilMs; clock.nowMs += HOUR_MS) {
      await reachedBy(clock.nowMs);
      await sendReports({ db, now, publisher });
    }
  };
  return {
    db,
    clock,
    published,
    wanted,
    reachedBy,
    runUntil,
    run: () => sendReports({ db, now, publisher }),
  };
}

describe('reports', () => {
  test('come once for each day and month of the operator’s time zone, from seven o’clock, also when clocks change', async () => {
    const { clock, published, runUntil } = await newWorld();
    // Clocks in Berlin go forward on March 29.
    clock.nowMs = Date.UTC(2026, 2, 28, 20, 10);
    await runUntil(Date.UTC(2026, 3, 1, 8));
    const first = new Map<string, number>();
    for (const { eventId, atMs } of published) if (!first.has(eventId)) first.set(eventId, atMs);
    const times = [...first].map(([id, atMs]) => [id, new Date(atMs).toISOString()]);
    expect(times).toEqual([
      ['report.daily-2026-03-27', '2026-03-28T20:10:00.000Z'],
      ['report.daily-2026-03-28', '2026-03-29T05:10:00.000Z'],
      ['report.daily-2026-03-29', '2026-03-30T05:10:00.000Z'],
      ['report.daily-2026-03-30', '2026-03-31T05:10:00.000Z'],
      ['report.daily-2026-03-31', '2026-04-01T05:10:00.000Z'],
      ['report.monthly-2026-03', '2026-04-01T05:10:00.000Z'],
    ]);
  });

  test('have the figures of their period, in words for people', async () => {
    const { clock, published, runUntil } = await newWorld();
    clock.nowMs = Date.UTC(2026, 3, 1, 6);
    await runUntil(clock.nowMs + 1);
    const monthly = published.find(({ name }) => name === 'report.monthly');
    expect(monthly).toMatchObject({
      ...{ period: '2026-03', timeZone },
      figures: {
        ...{ completed: 14, failed: 6, usedMicros: 12_000_000, costUsdMicros: 3_000_000, newAccounts: 6 },
        ...{
          salesCents: { eur: 2_000 },
          revenueCents: { eur: 0 },
          refundedCents: { eur: 100 },
          openAlerts: 0,
        },
      },
    });
    const { name: kind = '', ...details } = monthly ?? {};
    const { title, rows } = endpointText({ kind, details } as never);
    expect(title).toBe('Monthly report: 2026-03');
    expect(rows).toContainEqual(['Sales without tax', '€20.00']);
    expect(rows).toContainEqual(['Credits used', '12']);
  });

  test('wait until the figures are complete, and are not made when nobody wants them', async () => {
    const { clock, published, wanted, reachedBy, run } = await newWorld();
    clock.nowMs = Date.UTC(2026, 2, 29, 12);
    await run();
    await reachedBy(Date.UTC(2026, 2, 28, 22));
    await run();
    await reachedBy(clock.nowMs, 'UTC');
    await run();
    wanted.clear();
    await reachedBy(clock.nowMs);
    await run();
    expect(published).toEqual([]);
    wanted.add('report.daily');
    await run();
    expect(published).toMatchObject([{ period: '2026-03-28' }]);
  });
});

test('the heartbeat reaches the monitor after each run that succeeds, and the run never depends on it', async () => {
  await using monitor = await openLoopback();
  const urls = ['', `${monitor.url}/ping/1`];
  const sendRequest = createSendRequest({ allowsPrivate: () => true });
  const job = (run: () => Promise<Record<string, number>>, heartbeatUrl = () => urls[1] ?? '') =>
    withHeartbeat({ name: 'health', run }, { heartbeatUrl, sendRequest });
  monitor.answerWith((_, response) => response.writeHead(200).end());
  expect(await job(async () => ({ failing: 1 })).run(oneRun)).toEqual({ failing: 1 });
  expect(monitor.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /ping/1']);
  await expect(job(() => Promise.reject(new Error('dead'))).run(oneRun)).rejects.toThrow('dead');
  await job(
    async () => ({}),
    () => urls[0] ?? '',
  ).run(oneRun);
  expect(monitor.received).toHaveLength(1);
  monitor.answerWith((_, response) => response.destroy());
  expect(await job(async () => ({ failing: 0 })).run(oneRun)).toEqual({ failing: 0 });
});
