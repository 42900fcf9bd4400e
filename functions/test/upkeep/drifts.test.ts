import { describe, expect, test } from 'vitest';
import {
  type Account,
  type Activity,
  AppError,
  type CapUse,
  DAY_MS,
  type DriftKind,
  HOUR_MS,
  internalError,
  type LedgerEntry,
  type Lot,
  newFailure,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { AccountAudit } from '../../src/upkeep/verify/account-audit.ts';
import { MemoryStore } from '../faults/memory-store.ts';
import { grantOf, holdOf, openAccount, suspendOf, workedOf } from '../support/accounts.ts';
import { type Books, booksIn, driftsIn, livelyBooks } from './books.ts';

const seeds = [1, 2, 3, 4];

interface Drifted {
  /** What must be among what is found. */
  readonly found: DriftKind;
  readonly plant: (books: Books) => void;
}

const drifts: Record<string, Drifted> = {
  'a lost grant': { found: 'lot-unknown', plant: ({ entries }) => void entries.delete('grant-pack') },
  'a lost usage entry': {
    found: 'usage-missing',
    plant: (books) => void books.entries.delete(usage(books)[0]),
  },
  'a lost lapse': {
    found: 'credits-off',
    plant: (books) => void books.entries.delete(ofKind(books, 'lapse')[0]),
  },
  'a lost revocation': {
    found: 'debt-off',
    plant: (books) => void books.entries.delete(ofKind(books, 'revoke')[0]),
  },
  'a grant booked twice': {
    found: 'grant-doubled',
    plant({ entries }) {
      entries.set('grant-pack-again', entryOf(entries, 'grant-pack'));
    },
  },
  'a payment that granted twice, with the credits of both': {
    found: 'grant-doubled',
    plant(books) {
      const entry = entryOf(books.entries, 'grant-pack');
      if (entry.kind !== 'grant') throw new Error('It is no grant');
      const lot = { ...entry.lot, lotId: 'zwilling', grantedAtMs: entry.lot.grantedAtMs + 1 };
      const amounts = entry.amounts.map((amount) => ({ ...amount, lotId: 'zwilling' }));
      books.entries.set('zwilling', { ...entry, lot, amounts });
      const lots = [...books.account.lots, { ...lot, remainingMicros: entry.totalMicros, frozen: false }];
      books.account = { ...books.account, lots };
    },
  },
  'a usage booked twice': {
    found: 'entry-misnamed',
    plant: (books) => void books.entries.set('usage-again', usage(books)[1]),
  },
  'a changed amount': {
    found: 'usage-off',
    plant: (books) => change(books, usage(books), (entry) => plus(entry, 1)),
  },
  'a grant that was made larger': {
    found: 'credits-off',
    plant: (books) =>
      change(books, ['grant-pack', entryOf(books.entries, 'grant-pack')], (entry) => plus(entry, 5)),
  },
  'a total that was changed': {
    found: 'entry-unbalanced',
    plant: (books) =>
      change(books, usage(books), (entry) => ({ ...entry, totalMicros: entry.totalMicros - 1 })),
  },
  'one amount of an entry that was changed': {
    found: 'entry-unbalanced',
    plant: (books) =>
      change(books, usage(books), (entry) => ({ ...plus(entry, 1), totalMicros: entry.totalMicros })),
  },
  'usage of the wrong lot': {
    found: 'usage-of-another-lot',
    plant: (books) =>
      change(books, usage(books), (entry) => ({
        ...entry,
        amounts: entry.amounts.map((amount) => ({ ...amount, lotId: 'grant-second-pack' })),
      })),
  },
  'usage that brings credits in': {
    found: 'entry-impossible',
    plant: (books) =>
      change(books, usage(books), (entry) => ({
        ...entry,
        amounts: entry.amounts.map((amount) => ({ ...amount, amountMicros: 0 - amount.amountMicros })),
        totalMicros: 0 - entry.totalMicros,
      })),
  },
  'usage that changes a debt': {
    found: 'entry-impossible',
    plant: (books) => change(books, usage(books), (entry) => ({ ...entry, debtDeltaMicros: -3 })),
  },
  'usage of an activity that is gone': {
    found: 'usage-of-nothing',
    plant: (books) => void books.activities.delete(completed(books)[0]),
  },
  'usage of an activity that charged nothing': {
    found: 'usage-undue',
    plant(books) {
      const failure = newFailure(new AppError('provider-failed', { reason: 'unfinished' }));
      tamper(books, completed(books), { status: 'failed', capturedMicros: 0, failure });
    },
  },
  'a hold that nobody ends': {
    found: 'hold-stuck',
    plant: (books) => tamper(books, open(books), { leaseUntil: books.nowMs - 2 * HOUR_MS }),
  },
  'a hold without a lease': {
    found: 'lease-wrong',
    plant: (books) => tamper(books, open(books), { leaseUntil: null }),
  },
  'an end that left its lease': {
    found: 'lease-wrong',
    plant: (books) => tamper(books, completed(books), { leaseUntil: books.nowMs }),
  },
  'an end without a time': {
    found: 'end-wrong',
    plant: (books) => tamper(books, completed(books), { endedAt: null }),
  },
  'a success that says it failed': {
    found: 'failure-wrong',
    plant: (books) => tamper(books, completed(books), { failure: newFailure(internalError(null)) }),
  },
  'a hold of more than was drawn': {
    found: 'hold-undrawn',
    plant: (books) => tamper(books, open(books), { heldMicros: open(books)[1].heldMicros - 1 }),
  },
  'a hold above its price': {
    found: 'hold-over-price',
    plant: (books) => tamper(books, open(books), { priceMicros: open(books)[1].heldMicros - 1 }),
  },
  'a capture of more than was held': {
    found: 'capture-over-hold',
    plant: (books) => tamper(books, completed(books), { capturedMicros: completed(books)[1].heldMicros + 1 }),
  },
  'a draw from a lot that was not drawn': {
    found: 'credits-off',
    plant(books) {
      const [id, activity] = open(books);
      const drawn = activity.drawn.map((one) => ({ ...one, lot: { ...one.lot, lotId: 'grant-nowhere' } }));
      tamper(books, [id, activity], { drawn });
    },
  },
  'a release that never came back': {
    found: 'credits-off',
    plant: (books) => void books.activities.delete(open(books)[0]),
  },
  'a missing result': {
    found: 'result-missing',
    plant: (books) => void books.results.delete(completed(books)[0]),
  },
  'a result of nothing': {
    found: 'result-orphan',
    plant: (books) => void books.results.add(`${books.accountId}_nothing`),
  },
  'an activity under the name of another': {
    found: 'activity-misnamed',
    plant: (books) => tamper(books, completed(books), { requestId: 'another' }),
  },
  'an activity of another account': {
    found: 'activity-foreign',
    plant: (books) => tamper(books, completed(books), { accountId: 'another' }),
  },
  'more requests than a limit lets in': {
    found: 'limit-passed',
    plant(books) {
      const [, activity] = completed(books);
      for (const index of [1, 2, 3, 4]) {
        const late = {
          operation: 'limited',
          requestId: `late${index}`,
          createdAt: books.nowMs - 9_000 + index,
        };
        const free: Partial<Activity> = {
          status: 'failed',
          drawn: [],
          heldMicros: 0,
          capturedMicros: 0,
          endedAt: books.nowMs,
        };
        const failure = newFailure(internalError(null));
        books.activities.set(`${books.accountId}_late${index}`, { ...activity, ...late, ...free, failure });
      }
    },
  },
  'the usage of a cap that was changed': {
    found: 'cap-use-off',
    plant: (books) =>
      changeCapUse(books, (use) => ({ ...use, day: { ...use.day, micros: use.day.micros + 1 } })),
  },
  'the usage of the period before that was changed': {
    found: 'cap-use-off',
    plant: (books) => changeCapUse(books, (use) => ({ ...use, month: { ...use.month, beforeMicros: 1 } })),
  },
  'the usage of the cap of a label that was lost': {
    found: 'cap-use-off',
    plant(books) {
      const { labelCaps = [] } = books.account;
      const lost = (use: CapUse) => ({ ...use, month: { ...use.month, micros: 0 } });
      books.account = {
        ...books.account,
        labelCaps: labelCaps.map((cap) => ({ ...cap, use: lost(cap.use) })),
      };
    },
  },
  'a request that lost its label': {
    found: 'cap-use-off',
    plant(books) {
      const labeled = found(
        books.activities,
        ({ label, capturedMicros }) => label === 'film' && capturedMicros > 0,
      );
      tamper(books, labeled, { label: undefined });
    },
  },
  'credits out of nowhere': {
    found: 'credits-off',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, remainingMicros: lot.remainingMicros + 1 })),
  },
  'credits that vanished': {
    found: 'credits-off',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, remainingMicros: lot.remainingMicros - 1 })),
  },
  'a lot that vanished': {
    found: 'credits-off',
    plant(books) {
      books.account = { ...books.account, lots: books.account.lots.slice(1), nextLapseAt: null };
    },
  },
  'a negative lot': {
    found: 'lot-negative',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, remainingMicros: -1 })),
  },
  'an empty lot': {
    found: 'lot-empty',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, remainingMicros: 0 })),
  },
  'a lot twice': {
    found: 'lot-doubled',
    plant(books) {
      books.account = { ...books.account, lots: books.account.lots.flatMap((lot) => [lot, lot]) };
    },
  },
  'a lot that nobody granted': {
    found: 'lot-unknown',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, lotId: 'grant-nowhere' })),
  },
  'a lot from another source': {
    found: 'lot-changed',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, source: 'promo' })),
  },
  'a lot whose expiry was moved': {
    found: 'lot-changed',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, expiresAtMs: books.nowMs + DAY_MS })),
  },
  'a lot that should have lapsed': {
    found: 'lot-overdue',
    plant: (books) => changeFirstLot(books, (lot) => ({ ...lot, expiresAtMs: books.nowMs - 2 * DAY_MS })),
  },
  'lots in another order': {
    found: 'lot-out-of-order',
    plant(books) {
      books.account = { ...books.account, lots: books.account.lots.toReversed() };
    },
  },
  'a debt that was forgotten': {
    found: 'debt-off',
    plant(books) {
      books.account = { ...books.account, debtMicros: 0 };
    },
  },
  'a lapse that nobody will look for': {
    found: 'lapse-mark-wrong',
    plant(books) {
      books.account = { ...books.account, nextLapseAt: null };
    },
  },
};

describe.each(seeds)('the verifier of the books of seed %i', (seed) => {
  test('reports nothing while they are right', async () => {
    expect(driftsIn(await livelyBooks(seed))).toEqual([]);
  });

  test.each(Object.entries(drifts))('finds %s', async (_, { found, plant }) => {
    const books = await livelyBooks(seed);
    plant(books);
    const all = driftsIn(books);
    expect(all.map(({ kind }) => kind)).toContain(found);
    for (const { why } of all) expect(why?.code).toBeDefined();
  });
});

test('reports drifts in a lot with the other drifts of that lot', async () => {
  const books = await livelyBooks(1);
  const [id, entry] = usage(books);
  books.entries.delete(id);
  const off = driftsIn(books).filter(({ kind }) => kind === 'credits-off');
  expect(off.map(({ offByMicros }) => offByMicros)).toEqual(
    entry.amounts.map(({ amountMicros }) => amountMicros),
  );
  expect(off[0]?.why?.details.drifts).toContain(`usage-missing of ai_activity/${id.slice('usage-'.length)}`);
});

test('reports a young activity that is missing, and not an old one that was cleaned up', async () => {
  const books = await livelyBooks(1);
  books.activities.delete(completed(books)[0]);
  const later = { ...books, nowMs: books.nowMs + 91 * DAY_MS };
  expect(driftsIn(books).map(({ kind }) => kind)).toContain('usage-of-nothing');
  expect(driftsIn(later).map(({ kind }) => kind)).not.toContain('usage-of-nothing');
});

test('names the counter of a cap that is off, and by how much', async () => {
  const books = await livelyBooks(1);
  changeCapUse(books, (use) => ({ ...use, day: { ...use.day, micros: use.day.micros + 7 } }));
  expect(driftsIn(books)).toMatchObject([
    { kind: 'cap-use-off', subject: 'capUse.day.micros', offByMicros: 7, why: { code: 'cap-use-differs' } },
  ]);
});

test('adds up no period of a cap of which activities may be cleaned up, or were not read', async () => {
  const books = await livelyBooks(1);
  const { accountId, account, nowMs } = books;
  const kindsAt = (atMs: number, isComplete: boolean) => {
    const throughMs = atMs - HOUR_MS;
    const checkpoint = isComplete ? null : { schemaVersion: 1, throughMs, lots: [], debtMicros: 0 };
    return new AccountAudit({ accountId, account, nowMs: atMs, checkpoint }).finish().map(({ kind }) => kind);
  };
  expect(kindsAt(nowMs, true)).toContain('cap-use-off');
  expect(kindsAt(nowMs + 91 * DAY_MS, true)).not.toContain('cap-use-off');
  expect(kindsAt(nowMs + 3 * DAY_MS, true)).toContain('cap-use-off');
  expect(kindsAt(nowMs + 3 * DAY_MS, false)).not.toContain('cap-use-off');
});

test('adds up no period of a cap in which an earlier build has decided, which counts nothing', async () => {
  const books = await livelyBooks(1);
  const { accountId, nowMs } = books;
  const kindsWith = (change: Partial<Account>) => {
    const account = { ...books.account, ...change };
    return new AccountAudit({ accountId, account, nowMs, checkpoint: null }).finish().map(({ kind }) => kind);
  };
  expect(kindsWith({})).toContain('cap-use-off');
  expect(kindsWith({ decidedAtMs: books.account.decidedAtMs + 1 })).not.toContain('cap-use-off');
  expect(kindsWith({ capsMissedAtMs: nowMs })).not.toContain('cap-use-off');
});

function ofKind({ entries }: Books, kind: LedgerEntry['kind']): [string, LedgerEntry] {
  const found = [...entries].find(([, entry]) => entry.kind === kind && entry.totalMicros !== 0);
  if (!found) throw new Error(`There is no entry of the kind ${kind}`);
  return found;
}

/** Drawn from the first of the lots that are left, so that no other is touched. */
function usage(books: Books): [string, LedgerEntry] {
  return ofKind(books, 'usage');
}

function entryOf(entries: Books['entries'], id: string): LedgerEntry {
  const entry = entries.get(id);
  if (!entry) throw new Error(`There is no entry ${id}`);
  return entry;
}

function completed({ activities }: Books): [string, Activity] {
  return found(activities, ({ status, capturedMicros }) => status === 'completed' && capturedMicros > 0);
}

function open({ activities }: Books): [string, Activity] {
  return found(activities, ({ endedAt }) => endedAt === null);
}

function found(
  all: ReadonlyMap<string, Activity>,
  isIt: (activity: Activity) => boolean,
): [string, Activity] {
  const first = [...all].find(([, activity]) => isIt(activity));
  if (!first) throw new Error('There is no such activity');
  return first;
}

function tamper({ activities }: Books, [id, activity]: [string, Activity], into: Partial<Activity>): void {
  activities.set(id, { ...activity, ...into });
}

function change(
  { entries }: Books,
  [id, entry]: [string, LedgerEntry],
  how: (entry: LedgerEntry) => LedgerEntry,
): void {
  entries.set(id, how(entry));
}

/** The first amount, and the total with it. */
function plus(entry: LedgerEntry, micros: number): LedgerEntry {
  const amounts = entry.amounts.map((amount, index) =>
    index === 0 ? { ...amount, amountMicros: amount.amountMicros + micros } : amount,
  );
  return { ...entry, amounts, totalMicros: entry.totalMicros + micros };
}

function changeCapUse(books: Books, how: (use: CapUse) => CapUse): void {
  const { capUse } = books.account;
  if (!capUse) throw new Error('Nothing counts towards caps');
  books.account = { ...books.account, capUse: how(capUse) };
}

/** The first lot of the account. */
function changeFirstLot(books: Books, how: (lot: Lot) => Lot): void {
  const lots = books.account.lots.map((lot, index) => (index === 0 ? how(lot) : lot));
  books.account = { ...books.account, lots };
}

test('reports an expiry that was postponed by hand, and not one postponed by a suspension', async () => {
  const store = new MemoryStore();
  let nowMs = Date.UTC(2026, 2, 1);
  const meter = createMeter({ store, now: () => nowMs });
  const uid = await openAccount(meter, 0);
  await meter.submit(uid, grantOf({ micros: 300, expiresAtMs: nowMs + 10 * DAY_MS }));
  const hold = holdOf(uid, { priceMicros: 100 });
  await meter.submit(uid, hold);
  for (const kind of ['suspend', 'reinstate'] as const) {
    await meter.submit(uid, suspendOf(kind));
    nowMs += 30 * DAY_MS;
  }
  nowMs -= 30 * DAY_MS;
  await meter.submit(uid, workedOf(hold, { captureMicros: 0, status: 'failed' }));
  const books = booksIn(store, uid, nowMs);
  expect(books.account.lots).toMatchObject([{ remainingMicros: 300, pausedMs: 30 * DAY_MS }]);
  expect(driftsIn(books)).toEqual([]);
  const [lot] = books.account.lots as [Lot];
  books.account = { ...books.account, lots: [{ ...lot, pausedMs: null }] };
  expect(driftsIn(books).map(({ kind }) => kind)).toEqual(['lot-changed']);
});

test('reports no request that was cancelled before its hold, and counts none towards a limit', async () => {
  const limited = drifts['more requests than a limit lets in'] as Drifted;
  const books = await livelyBooks(1);
  limited.plant(books);
  for (const [id, activity] of books.activities) {
    if (id.includes('_late')) books.activities.set(id, { ...activity, catalogVersion: 0 });
  }
  expect(driftsIn(books)).toEqual([]);
});
