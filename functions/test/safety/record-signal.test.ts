import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AbuseSignal, AuditEntry, collections, HOUR_MS } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import type { MetAbuse } from '../../src/platform/signals/record-signal.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createRecordSignal } from '../../src/safety/record-signal.ts';
import { booksOf, codesOf, holdOf, newUid, openAccount, suspendOf, testDb } from '../support/accounts.ts';

const db = testDb();
const meter = createMeter({ store: createStore(db) });
const noonMs = Date.UTC(2026, 0, 2, 12);
const recorder = (now = () => noonMs) => createRecordSignal({ db, meter, now });
const metBy = (accountId: string, change: Partial<MetAbuse> = {}): MetAbuse => ({
  accountId,
  kind: 'moderated-prompts',
  evidence: { category: 'violence' },
  traceId: 'test',
  ...change,
});

async function signalsOf(accountId: string): Promise<AbuseSignal[]> {
  const found = await db.collection(collections.abuse).where('accountId', '==', accountId).get();
  return found.docs.map((doc) => z.decode(AbuseSignal, doc.data() as z.input<typeof AbuseSignal>));
}

describe('a signal of abuse', () => {
  test('counts everything of its kind, account and hour, from four instances at once', async () => {
    const uid = await openAccount(meter, 0);
    const recorders = Array.from({ length: 4 }, () => recorder());
    const met = Array.from({ length: 24 }, (_, index) => metBy(uid, { evidence: { category: `${index}` } }));
    await Promise.all(met.map((one, index) => recorders[index % 4]?.(one)));
    const [signal, ...others] = await signalsOf(uid);
    expect(others).toEqual([]);
    expect(signal).toMatchObject({ count: 24, severity: 'high', kind: 'moderated-prompts' });
    expect(signal?.evidence).toHaveLength(10);
  });

  test('is separate for each kind and hour', async () => {
    const uid = await openAccount(meter, 0);
    await recorder()(metBy(uid));
    await recorder()(metBy(uid, { kind: 'client-returns' }));
    await recorder(() => noonMs + HOUR_MS)(metBy(uid));
    expect((await signalsOf(uid)).map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  test('that is critical suspends its account, with an audit entry by the system', async () => {
    const uid = await openAccount(meter, 10);
    await recorder()(metBy(uid, { atLeast: 'critical' }));
    expect(await codesOf([meter.submit(uid, holdOf(uid))])).toEqual({ suspended: 1 });
    const audit = await db.collection(collections.audit).where('target', '==', `accounts/${uid}`).get();
    expect(
      audit.docs.map((doc) => z.decode(AuditEntry, doc.data() as z.input<typeof AuditEntry>)),
    ).toMatchObject([
      {
        action: 'suspend-account',
        actor: { uid: 'system' },
        before: { status: 'active' },
        after: { status: 'suspended' },
      },
    ]);
  });

  test('doesn’t suspend an account again that an admin has reinstated, until the next hour', async () => {
    const uid = await openAccount(meter, 10);
    await recorder()(metBy(uid, { atLeast: 'critical' }));
    await meter.submit(uid, suspendOf('reinstate'));
    await recorder()(metBy(uid));
    expect((await booksOf(uid)).account.status).toBe('active');
    await recorder(() => noonMs + HOUR_MS)(metBy(uid, { atLeast: 'critical' }));
    expect((await booksOf(uid)).account.status).toBe('suspended');
  });

  test('that can’t be written makes no request fail', async () => {
    const broken = createRecordSignal({
      db: {
        collection: () => {
          throw new Error('down');
        },
      } as never,
      meter,
      now: () => noonMs,
    });
    await expect(broken(metBy(newUid()))).resolves.toBeUndefined();
  });
});
