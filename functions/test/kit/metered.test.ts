import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { per } from '../../src/firemeter.ts';
import { log } from '../../src/platform/signals/log.ts';
import { expectBooksBalance, credits as micros, newRequestId } from '../support/accounts.ts';
import { until } from '../support/backend.ts';
import { cancelElsewhere, catalog, newApp } from './app.ts';

const host = newApp();
const { credits, db, newUser } = host;
afterAll(host.close);
let uid: string;
beforeAll(async () => {
  uid = await newUser();
});

const text = 'a'.repeat(4_100);
const summary = (requestId = newRequestId()) =>
  ({ operation: 'summarize', input: { text }, requestId, uid }) as const;

describe('metered work', () => {
  test('publishes its catalog, opens the account of who calls first, and charges what was used', async () => {
    const user = await newUser();
    const ran = await credits.run({ ...summary(), uid: user }, async (meter) => {
      meter.used({ page: 1 });
      meter.used({ page: 1 });
      return 'a summary';
    });
    expect(ran).toMatchObject({ kind: 'ran', value: 'a summary', capturedMicros: micros(6) });
    expect(ran.remainingMicros).toBe(micros(494));
    const { activities, entries } = await expectBooksBalance(user, db);
    expect([...activities.values()]).toMatchObject([{ runBy: 'host', status: 'completed', model: 'ours' }]);
    expect([...entries.values()].filter(({ kind }) => kind === 'usage')).toHaveLength(1);
    const audit = await db.collection('admin_audit_logs').where('action', '==', 'publish-catalog').get();
    expect(audit.size).toBe(1);
  });

  test('is sold by the prices, packs and welcome credits of the code once these are published, and not before', async () => {
    const before = newApp();
    onTestFinished(before.close);
    const ask = async (app: typeof before, user: string) =>
      app.credits.run({ ...summary(), uid: user }, async (meter) => meter.used({ page: 1 }));
    expect(await ask(before, await before.newUser())).toMatchObject({ capturedMicros: micros(3) });

    const pack = { label: 'Small', credits: 10, prices: { usd: 900 } };
    const models = { ours: { ...catalog.summarize.models.ours, price: per(1, 'page', 4) } };
    const after = newApp(
      {
        catalog: { ...catalog, summarize: { ...catalog.summarize, models } },
        packs: { small: pack },
        welcome: { credits: 7, needsVerifiedEmail: false },
      },
      before.projectId,
    );
    onTestFinished(after.close);
    const stored = async () => (await after.db.doc('system_config/catalog').get()).get('catalog');
    expect(await ask(after, await after.newUser())).toMatchObject({ capturedMicros: micros(3) });
    expect((await stored()).packs).toEqual({});
    expect(await after.credits.publish({ reason: 'Packs' })).toBe(2);
    expect(await stored()).toMatchObject({
      packs: { small: { micros: micros(10), prices: { usd: 900 } } },
      grants: { welcomeMicros: micros(7) },
    });
  });

  test('charges no more than it could use at most, whatever it reports', async () => {
    const ran = await credits.run(summary(), async (meter) => meter.used({ page: 100 }));
    expect(ran.capturedMicros).toBe(micros(9));
  });

  test('is charged the price shown where it reports nothing', async () => {
    expect((await credits.run(summary(), async () => 1)).capturedMicros).toBe(micros(9));
  });

  test('says in the log that tokens were not reported, and charges for the most', async () => {
    const warn = vi.spyOn(log, 'usageUnreported');
    onTestFinished(() => warn.mockRestore());
    const question = { operation: 'ask', input: { question: 'Why?' }, uid } as const;
    await credits.run({ ...question, requestId: newRequestId() }, async (meter) =>
      meter.used({ inputTokens: 1 }),
    );
    expect(warn).not.toHaveBeenCalled();
    const ran = await credits.run({ ...question, requestId: newRequestId() }, async () => 1);
    expect(ran.capturedMicros).toBe(4 * 1_000 + 500 * 2_000);
    expect(warn.mock.calls).toMatchObject([[{ activityId: ran.activityId }]]);
  });

  test('costs nothing when it throws, and throws that on', async () => {
    const user = await newUser();
    const failing = credits.run({ ...summary(), uid: user }, async (meter) => {
      meter.used({ page: 1 });
      throw new RangeError('The page is torn');
    });
    await expect(failing).rejects.toThrow(new RangeError('The page is torn'));
    const { activities } = await expectBooksBalance(user, db);
    expect([...activities.values()]).toMatchObject([{ status: 'failed', capturedMicros: 0 }]);
  });

  test('is charged for what reached the user before it threw', async () => {
    const user = await newUser();
    const failing = credits.run({ ...summary(), uid: user }, async (meter) => {
      meter.used({ page: 1 });
      meter.delivered();
      throw new Error('The line is cut');
    });
    await expect(failing).rejects.toThrow('The line is cut');
    const { activities } = await expectBooksBalance(user, db);
    expect([...activities.values()]).toMatchObject([{ status: 'failed', capturedMicros: micros(3) }]);
  });

  test('runs once however often and at once it is requested, and is replayed from what was kept', async () => {
    let runs = 0;
    const request = { ...summary(), keep: true };
    const work = async () => {
      runs++;
      await sleep(30);
      return { text: 'a summary' };
    };
    const all = await Promise.all([1, 2, 3].map(() => credits.run(request, work)));
    expect(runs).toBe(1);
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['ran', 'replayed', 'replayed']);
    expect(all.map(({ value }) => value)).toEqual(Array(3).fill({ text: 'a summary' }));
    expect(await credits.run({ ...request, keep: false }, work)).toMatchObject({ kind: 'replayed' });
    const stored = await db.collection('results').doc(`${uid}_${request.requestId}`).get();
    expect(stored.get('expiresAt').toMillis()).toBeGreaterThan(Date.now());
  });

  test('is replayed without its value where nothing was kept, or it has expired', async () => {
    const request = summary();
    await credits.run(request, async () => 'gone');
    expect(await credits.run(request, async () => 'again')).toMatchObject({ kind: 'replayed', value: null });
    const kept = { ...summary(), keep: true };
    await credits.run(kept, async () => 'kept');
    const result = db.collection('results').doc(`${uid}_${kept.requestId}`);
    await result.update({ expiresAt: new Date(Date.now() - 1) });
    expect(await credits.run(kept, async () => 'again')).toMatchObject({ kind: 'replayed', value: null });
  });

  test('refuses another input under the same request id', async () => {
    const request = summary();
    await credits.run(request, async () => 1);
    const other = credits.run({ ...request, input: { text: 'another' } }, async () => 1);
    await expect(other).rejects.toMatchObject({ code: 'idempotency-conflict' });
  });

  test('keeps what is larger than a document out of the store, and is charged all the same', async () => {
    const ran = await credits.run({ ...summary(), keep: true }, async () => 'x'.repeat(1_000_001));
    expect(ran).toMatchObject({ kind: 'ran', capturedMicros: micros(9) });
  });

  test('holds more up to the price shown, and no further', async () => {
    const user = await newUser();
    const shown = { priceMicros: micros(12) };
    const ran = await credits.run({ ...summary(), uid: user, shown }, async (meter) => {
      await meter.extend({ page: 1 });
      await expect(meter.extend({ page: 1 })).rejects.toMatchObject({ code: 'price-changed' });
      meter.used({ page: 4 });
    });
    expect(ran.capturedMicros).toBe(micros(12));
    await expectBooksBalance(user, db);
  });

  test('is refused at a price that is higher than the one shown', async () => {
    const dear = credits.run({ ...summary(), shown: { priceMicros: micros(8) } }, async () => 1);
    await expect(dear).rejects.toMatchObject({ code: 'price-changed', details: { priceMicros: micros(9) } });
  });

  test('never begins without the credits, for a user who is blocked, or with an input that is none', async () => {
    let runs = 0;
    const work = async () => runs++;
    const poor = await newUser();
    const long = { operation: 'summarize', input: { text: 'a'.repeat(90_000) }, uid: poor } as const;
    for (let i = 0; i < 3; i++) await credits.run({ ...long, requestId: newRequestId() }, async () => 1);
    const request = credits.run({ ...long, requestId: newRequestId() }, work);
    await expect(request).rejects.toMatchObject({ code: 'insufficient-credits' });
    const empty = credits.run({ ...summary(), input: { text: '' } }, work);
    await expect(empty).rejects.toMatchObject({ code: 'invalid-argument' });
    const nobody = credits.run({ ...summary(), uid: 'nobody' }, work);
    await expect(nobody).rejects.toMatchObject({ code: 'unauthenticated' });
    const idless = credits.run({ ...summary(), requestId: 'one' }, work);
    await expect(idless).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(runs).toBe(0);
  });

  test('stops when it is cancelled, and costs nothing', async () => {
    const user = await newUser();
    const request = { ...summary(), uid: user };
    const running = credits.run(request, async (meter) => {
      await credits.run({ ...summary(), uid: user }, async () => 'another');
      await cancelElsewhere(host.projectId, user, request.requestId);
      await until(() => meter.signal.aborted);
      meter.signal.throwIfAborted();
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expectBooksBalance(user, db);
  });

  test('counts only in the units of its operation', async () => {
    const wrong = credits.run(summary(), async (meter) => meter.used({ words: 3 } as never));
    await expect(wrong).rejects.toThrow(TypeError);
    const half = credits.run(summary(), async (meter) => meter.used({ page: 0.5 }));
    await expect(half).rejects.toThrow(TypeError);
  });
});
