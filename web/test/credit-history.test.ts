import { collections, DAY_MS, type LedgerEntry } from '@firemeter/functions/contract';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ListReader } from '#kit/lists/list-reader.ts';
import { type Database, openDatabase } from '../../functions/test/rules/support/emulator.ts';
import { exportMovements } from '../src/features/history/ledger/export-movements.ts';
import { readStatement } from '../src/features/history/statement/read-statement.ts';
import { type LedgerFilter, ledgerList, movementsMatching } from '../src/lib/ledger/ledger-query.ts';
import { readLedgerSums, readSumsBelow } from '../src/lib/ledger/ledger-sums.ts';
import { movementTypeNames } from '../src/lib/ledger/movement-type.ts';
import { runningBalance } from '../src/lib/ledger/running-balance.ts';
import { monthNamed } from '../src/lib/texts/month-range.ts';

/** A life with every kind of movement; many share a millisecond, as movements of one commit do. Soaking takes 5,000. */
const count = Math.min(5_000, 500 * Number(process.env.FIREMETER_SOAK ?? 1));
const me = 'person';
const startMs = Date.UTC(2027, 0, 3);

type Stored = Record<string, unknown> &
  Pick<LedgerEntry, 'totalMicros' | 'debtDeltaMicros'> & { kind: string; createdAt: Date };

const common = (n: number) => ({
  schemaVersion: 1,
  accountId: n % 11 === 0 ? 'somebody' : me,
  debtDeltaMicros: 0,
  amounts: [],
  actor: { kind: 'system', uid: null },
  traceId: `trace-${n}`,
  createdAt: new Date(startMs + (n < 60 ? 0 : Math.floor(n / 3) * 1_800_017)),
});

const sources = ['purchase', 'subscription', 'welcome', 'bonus', 'referral', 'promo'] as const;

/** The n-th movement; amounts use every decimal. */
function made(n: number): [string, Stored] {
  const micros = 1 + ((n * 7_919_131) % 50_000_003);
  const id = `${String((n * 7919) % 1_000_003).padStart(7, '0')}`;
  switch (n % 10) {
    case 1:
    case 2: {
      const source = sources[n % sources.length];
      const lot = { lotId: id, source, grantedAtMs: startMs, expiresAtMs: null, paymentId: null };
      return [
        `grant-${id}`,
        { ...common(n), kind: 'grant', lot, reason: '=reason', totalMicros: 9 * micros },
      ];
    }
    case 3:
      return [
        `revoke-${id}`,
        { ...common(n), kind: 'revoke', reason: 'refund', totalMicros: -micros, debtDeltaMicros: micros },
      ];
    case 4:
      return [
        `repay-${id}`,
        { ...common(n), kind: 'repay', totalMicros: -micros, debtDeltaMicros: -Math.floor(micros / 3) },
      ];
    case 5:
      return [`lapse-${id}`, { ...common(n), kind: 'lapse', totalMicros: -micros }];
    default: {
      const usage = {
        activityId: `${me}_${id}`,
        uid: me,
        operation: n % 2 ? 'image' : 'video',
        model: n % 4 ? 'a' : 'b',
        quantity: { images: 1 },
        costUsdMicros: 1,
        catalogVersion: 1,
        priceMicros: micros,
      };
      return [`usage-${me}_${id}`, { ...common(n), ...usage, kind: 'usage', totalMicros: -micros }];
    }
  }
}

const stored = new Map<string, Stored>();
let database: Database;
const db = getFirestore(initializeApp({ projectId: 'demo-rules-credit-history' }, 'credit-history'));

async function store(documents: readonly [string, Stored][]): Promise<void> {
  for (let at = 0; at < documents.length; at += 400) {
    const batch = db.batch();
    for (const [id, data] of documents.slice(at, at + 400)) {
      batch.set(db.collection(collections.ledger).doc(id), data);
    }
    await batch.commit();
  }
  for (const [id, data] of documents) if (data.accountId === me) stored.set(id, data);
}

beforeAll(async () => {
  database = await openDatabase('credit-history');
  await store(Array.from({ length: count }, (_, n) => made(n)));
}, 120_000);
afterAll(() => database.close());

/** In the order of the store: newest first. */
function inOrder(matches: (entry: Stored) => boolean = () => true): [string, Stored][] {
  return [...stored]
    .filter(([, entry]) => matches(entry))
    .sort(([idA, a], [idB, b]) => +b.createdAt - +a.createdAt || (idA < idB ? 1 : -1));
}

function sumOf(entries: readonly [string, Stored][]) {
  return {
    count: entries.length,
    balanceMicros: entries.reduce((sum, [, { totalMicros }]) => sum + totalMicros, 0),
    debtMicros: entries.reduce((sum, [, { debtDeltaMicros }]) => sum + debtDeltaMicros, 0),
  };
}

const fromMs = startMs + DAY_MS;
const untilMs = startMs + 3 * DAY_MS;
const isUsage = ({ kind }: Stored) => kind === 'usage';
const isOf =
  (...wanted: string[]) =>
  (entry: Stored) =>
    entry.kind === 'grant' && wanted.includes((entry.lot as { source: string }).source);

const filters: readonly [string, LedgerFilter, (entry: Stored) => boolean][] = [
  ['everything', {}, () => true],
  ['usage', { type: 'usage' }, isUsage],
  ['purchases', { type: 'purchase' }, isOf('purchase')],
  ['plan months', { type: 'plan' }, isOf('subscription')],
  ['what was granted', { type: 'grant' }, isOf('welcome', 'bonus', 'referral', 'promo')],
  ['what was taken back', { type: 'taken' }, ({ kind }) => kind === 'revoke'],
  ['what expired', { type: 'expiry' }, ({ kind }) => kind === 'lapse'],
  ['repaid debt', { type: 'debt' }, ({ kind }) => kind === 'repay'],
  ['one kind of work', { operation: 'image' }, (entry) => isUsage(entry) && entry.operation === 'image'],
  [
    'one model on some days',
    { operation: 'video', model: 'a', fromMs, untilMs },
    (entry) =>
      isUsage(entry) &&
      entry.operation === 'video' &&
      entry.model === 'a' &&
      +entry.createdAt >= fromMs &&
      +entry.createdAt < untilMs,
  ],
];

describe('what the store adds up equals the ledger to the micro', () => {
  test('the filters have every type', () => {
    expect(filters.flatMap(([, { type = [] }]) => type).toSorted()).toEqual(movementTypeNames.toSorted());
  });

  test.each(filters)('%s', async (_, filter, matches) => {
    const expected = inOrder(matches);
    const firestore = database.as(me);
    expect(expected.length).toBeGreaterThan(0);
    expect(await readLedgerSums(movementsMatching(firestore, me, filter))).toEqual(sumOf(expected));
  });
});

const patience = { timeout: 60_000, interval: 20 };

test('each row has the exact balance after it, and none is lost or repeated while new ones arrive', async () => {
  const firestore = database.as(me);
  const reader = new ListReader({ source: ledgerList(me), firestore, onNews: () => {} });
  try {
    await vi.waitFor(() => expect(reader.state().items).toBeDefined(), patience);
    let next = count;
    while (reader.state().hasOlder) {
      await Promise.all([
        reader.loadOlder(),
        store([made(next), made(next + 1), made(next + 2)].map(([id, entry]) => [id, arrived(entry, next)])),
      ]);
      next += 3;
    }
    const expected = inOrder();
    await vi.waitFor(
      () => expect(reader.state().items?.map(({ id }) => id)).toEqual(expected.map(([id]) => id)),
      patience,
    );
    const items = reader.state().items ?? [];
    for (const at of [items.length - 1, Math.floor(items.length / 2), 10, 0]) {
      const listed = items.slice(0, at + 1);
      const tail = listed.at(-1);
      if (!tail) throw new Error('The list is empty');
      const balances = runningBalance(listed, await readSumsBelow(firestore, me, tail));
      for (const [index, { id }] of listed.entries()) {
        const { balanceMicros, debtMicros } = sumOf(expected.slice(index));
        expect(balances.get(id)).toEqual({ balanceMicros, debtMicros });
      }
    }
  } finally {
    reader.stop();
  }
}, 180_000);

/** Dates an entry that arrives while the list is read: newer than all others. */
function arrived(entry: Stored, n: number): Stored {
  return { ...entry, accountId: me, createdAt: new Date(startMs + 400 * DAY_MS + n) };
}

test('the balance among movements of one millisecond follows the order that is shown', async () => {
  const atOnce = inOrder().filter(([, { createdAt }]) => +createdAt === startMs);
  const [id] = atOnce[Math.floor(atOnce.length / 2)] ?? [''];
  const position = { order: startMs, id };
  const below = atOnce.filter(([other]) => other < id);
  const { balanceMicros, debtMicros } = sumOf(below);
  expect(below.length).toBeGreaterThan(5);
  expect(await readSumsBelow(database.as(me), me, position)).toEqual({ balanceMicros, debtMicros });
});

test('the export has every movement and amount, and its last balance is what all come to', async () => {
  const csv = await exportMovements(database.as(me), { accountId: me, filter: {}, onCount: () => {} });
  const { data } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const expected = inOrder();
  expect(data.map(({ entry_id }) => entry_id)).toEqual(expected.map(([id]) => id).toReversed());
  const micros = data.map(({ amount_credits }) => Math.round(Number(amount_credits) * 1e6));
  expect(micros).toEqual(expected.map(([, { totalMicros }]) => totalMicros).toReversed());
  expect(Math.round(Number(data.at(-1)?.balance_after_credits) * 1e6)).toBe(sumOf(expected).balanceMicros);
});

test('a statement begins with what was before its month, and ends with what was after it', async () => {
  const month = monthNamed('2027-01', 0);
  const before = inOrder(({ createdAt }) => +createdAt < month.fromMs);
  const through = inOrder(({ createdAt }) => +createdAt < month.untilMs);
  const statement = await readStatement(database.as(me), { accountId: me, month });
  const { count: _, ...opening } = sumOf(before);
  const { count: __, ...closing } = sumOf(through);
  expect(statement.opening).toMatchObject(opening);
  expect(statement.closing).toEqual(closing);
  expect(statement.movements).toHaveLength(through.length - before.length);
  const ofTypes = statement.figures.byType.reduce((sum, { totalMicros }) => sum + totalMicros, 0);
  expect(ofTypes).toBe(closing.balanceMicros - opening.balanceMicros);
});
