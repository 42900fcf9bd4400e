import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { findUsers } from '../../src/admin/people/find-users.ts';
import type { RequestOf, ResponseOf } from '../../src/contract/index.ts';
import { collections, toSearchPrefixes } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { grantOf, suspendOf } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

type Request = RequestOf<'findUsers'>;
const everyone = { text: null, kind: null, are: [], signedUpFromMs: null, signedUpUntilMs: null } as const;

async function town() {
  const db = await ownDb();
  let nowMs = Date.UTC(2026, 0, 1);
  const meter = createMeter({ store: createStore(db), now: () => nowMs });
  const totals = new Map<string, { capturedMicros: number; balanceMicros: number; lastSeenMs: number }>();
  const services = { db, now: () => nowMs, totalsByAccount: async () => totals };
  return {
    db,
    meter,
    totals,
    async moveIn(name: string, kind: 'person' | 'guest' = 'person') {
      nowMs += 1_000;
      const uid = randomUUID();
      const email = kind === 'guest' ? null : `${uid.slice(0, 4)}@example.com`;
      await meter.submit(uid, {
        kind: 'open',
        account: newAccount({ uid, email, name, kind }),
        welcome: null,
      });
      await db
        .collection(collections.people)
        .doc(uid)
        .set({
          ...{ schemaVersion: 1, email, name, avatarUrl: null, updatedAt: new Date(0) },
          searchPrefixes: toSearchPrefixes({ email, name }),
        });
      return { uid, nowMs };
    },
    async find(change: Partial<Request['filter']> = {}, sort: Request['sort'] = 'newest') {
      const pages: ResponseOf<'findUsers'>[] = [];
      let cursor: string | null = null;
      do {
        const request: Request = { filter: { ...everyone, are: [], ...change }, sort, cursor };
        const page: ResponseOf<'findUsers'> = await findUsers(services)(
          request,
          contextOf('support'),
          () => undefined,
        );
        pages.push(page);
        cursor = page.cursor;
      } while (cursor !== null);
      return pages.flatMap(({ people }) => people.map(({ uid }) => uid));
    },
  };
}

describe('people are found', () => {
  let here: Awaited<ReturnType<typeof town>>;
  let zoe: { uid: string; nowMs: number };
  let guest: { uid: string; nowMs: number };
  beforeAll(async () => {
    here = await town();
    zoe = await here.moveIn('Zoë Müller-Łukasz Öz');
    guest = await here.moveIn('Nobody', 'guest');
    await here.moveIn('Ann Other');
  });

  test('by the beginning of any part of a name, with or without its accents', async () => {
    for (const text of ['zoe', 'ZOË', 'mull', 'Müll', 'öz', 'oz']) {
      expect(await here.find({ text }), text).toEqual([zoe.uid]);
    }
    expect(await here.find({ text: 'nobody at all' })).toEqual([]);
  });

  test('by a text of spaces alone, which leaves nobody out', async () => {
    expect(await here.find({ text: '  ' })).toEqual(await here.find());
  });

  test('by e-mail, by id, and by a payment of theirs', async () => {
    const payment = here.db.collection(collections.payments).doc(`${zoe.uid}_pack`);
    await payment.set({ accountId: zoe.uid, paymentIntentId: 'pi_123' });
    const texts = [`${zoe.uid.slice(0, 4)}@ex`, zoe.uid, payment.id, 'pi_123'];
    for (const text of texts) expect(await here.find({ text }), text).toEqual([zoe.uid]);
    for (const text of ['a/b', '..', '__x__']) expect(await here.find({ text })).toEqual([]);
  });

  test('by what they are, each filter alone and with others', async () => {
    await here.meter.submit(zoe.uid, suspendOf('suspend'));
    await here.meter.submit(zoe.uid, grantOf({ micros: 50_000_000 }));
    await here.db
      .collection(collections.staff)
      .doc(zoe.uid)
      .set({
        ...{ schemaVersion: 1, role: 'support', updatedAt: new Date(0) },
      });
    expect(await here.find({ are: ['suspended'] })).toEqual([zoe.uid]);
    expect(await here.find({ are: ['staff'] })).toEqual([zoe.uid]);
    expect(await here.find({ are: ['staff', 'suspended'], kind: 'person' })).toEqual([zoe.uid]);
    expect(await here.find({ are: ['staff', 'low'] })).toEqual([]);
    expect(await here.find({ kind: 'guest' })).toEqual([guest.uid]);
    expect(await here.find({ signedUpFromMs: guest.nowMs, signedUpUntilMs: guest.nowMs + 1 })).toEqual([
      guest.uid,
    ]);
  });
});

test('pages lose and repeat nobody, though others come and go in between', async () => {
  const here = await town();
  const uids: string[] = [];
  for (let n = 0; n < 130; n++) uids.push((await here.moveIn(`Person ${n}`)).uid);
  const found = here.find();
  await here.moveIn('Late Comer');
  expect((await found).filter((uid) => uids.includes(uid))).toEqual(uids.toReversed());
  for (const [index, uid] of uids.entries()) {
    const amount = index % 3;
    here.totals.set(uid, { capturedMicros: amount, balanceMicros: 5 - amount, lastSeenMs: (3 * index) % 7 });
  }
  const sorts = { spent: 'capturedMicros', balance: 'balanceMicros', seen: 'lastSeenMs' } as const;
  for (const [sort, field] of Object.entries(sorts)) {
    const sorted = await here.find({}, sort as keyof typeof sorts);
    expect(new Set(sorted)).toEqual(new Set(uids));
    expect(sorted).toHaveLength(uids.length);
    const amounts = sorted.map((uid) => here.totals.get(uid)?.[field] ?? 0);
    expect(amounts, sort).toEqual(amounts.toSorted((a, b) => b - a));
  }
});
