import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import type {
  Activity,
  AuditEntry,
  Billing,
  Key,
  LedgerEntry,
  Payment,
  Result,
  StripeEvent,
} from '../../src/contract/index.ts';
import { NOTHING_KNOWN } from '../../src/meter/commands.ts';
import { decide } from '../../src/meter/decide.ts';
import { newBilling } from '../../src/payments/records/new-billing.ts';
import { newPayment } from '../../src/payments/records/open-payment.ts';
import type { Versioned } from '../../src/platform/store/documents.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import {
  type Commit,
  createStore,
  encodeWrite,
  find,
  pathOf,
  type Store,
  type Write,
} from '../../src/platform/store/store.ts';
import { grantOf, holdOf } from '../support/accounts.ts';
import { writesOf } from '../support/calls/writes-of.ts';
import { ownDb } from '../support/own-db.ts';
import { MemoryStore } from './memory-store.ts';

/** Over which version a document is written: none, that of the n-th answer so far, the latest or the one before. */
const version = fc.oneof(
  { weight: 4, arbitrary: fc.constant('latest' as const) },
  { weight: 2, arbitrary: fc.constant('stale' as const) },
  { weight: 1, arbitrary: fc.constant('new' as const) },
  { weight: 1, arbitrary: fc.nat({ max: 3 }) },
);
type Version = typeof version extends fc.Arbitrary<infer T> ? T : never;

/** How many of a kind there are. */
const counts = {
  account: 1,
  activity: 3,
  entry: 4,
  result: 1,
  audit: 2,
  address: 1,
  payment: 1,
  event: 1,
  billing: 1,
};
type Kind = keyof typeof counts;
const keys = Object.entries(counts).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, n) => ({ kind: kind as Kind, id: `${kind}${n}` })),
);

const write = fc.record({ key: fc.constantFrom(...keys), version, state: fc.nat({ max: 3 }) });
const size = { minLength: 1, maxLength: 4 };
const commit = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(write, { ...size, selector: ({ key }) => pathOf(key) }) },
  { weight: 1, arbitrary: fc.array(write, size) },
);
/** Commits that share a call write no document twice. */
const call = fc.uniqueArray(commit, {
  minLength: 1,
  maxLength: 2,
  comparator: (a, b) => a.some((one) => b.some((other) => pathOf(one.key) === pathOf(other.key))),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

test(
  'the store in memory answers, rejects and stores exactly as the emulator does',
  async () => {
    const store = createStore(await ownDb());
    const property = fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
      const prefix = randomUUID().replaceAll('-', '');
      const inMemory = await replay(new MemoryStore(), calls, prefix);
      expect(inMemory).toEqual(await replay(store, calls, prefix));
    });
    await fc.assert(property, { numRuns: 60 * Number(process.env.FIREMETER_SOAK ?? 1), endOnFailure: true });
  },
  60_000 * Number(process.env.FIREMETER_SOAK ?? 1),
);

/** Sends the same writes to a store; what it answered, with versions numbered in the order they were first seen. */
async function replay(store: Store, calls: readonly Call[], prefix: string): Promise<unknown[]> {
  const numbers = new Map<string, number>();
  const numberOf = ({ seconds, nanoseconds }: Timestamp) => {
    const key = `${seconds}.${nanoseconds}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  };
  const inside = ({ kind, id }: Key) => ({ kind, id: `${prefix}-${id}` }) as Key;
  const told = new Map<string, Versioned<unknown>[]>();
  const heard = (key: Key, document: Versioned<unknown> | null) => {
    const all = told.get(pathOf(key)) ?? [];
    if (document && !all.at(-1)?.version.isEqual(document.version)) told.set(pathOf(key), [...all, document]);
  };
  const wasOf = (key: Key, wanted: Version) => {
    const all = told.get(pathOf(key)) ?? [];
    if (wanted === 'new') return null;
    if (wanted === 'stale') return all.at(-2) ?? all.at(-1) ?? null;
    return (wanted === 'latest' ? all.at(-1) : all[wanted]) ?? null;
  };
  const answers: unknown[] = [];
  for (const commits of calls) {
    const sent = commits.map(
      (writes): Commit =>
        writes.map(({ key: { kind, id }, version: wanted, state }) => {
          const key = inside({ kind, id } as Key);
          return encodeWrite({ ...key, value: states[kind](state), was: wasOf(key, wanted) } as Write);
        }),
    );
    try {
      const versions = await store.commit(sent);
      for (const [at, writes] of sent.entries()) {
        for (const [index, one] of writes.entries()) {
          const landed = versions[at]?.[index];
          if (landed) heard(one, { value: one.value, version: landed });
        }
      }
      answers.push(versions.map((all) => all.map(numberOf)));
    } catch (error) {
      answers.push({ code: (error as { code?: unknown }).code });
    }
    const all = keys.map(({ kind, id }) => inside({ kind, id } as Key));
    const found = await store.read(all);
    for (const key of all) {
      const document = find(found, key);
      heard(key, document);
      answers.push(document && { value: withoutTime(document.value), version: numberOf(document.version) });
    }
  }
  return answers;
}

/** Only that the store has noted its own time can be compared, because each store has a clock of its own. */
function withoutTime(value: unknown): unknown {
  const { recordedAt = null, ...rest } = value as { recordedAt?: number | null };
  return { ...rest, isTimeNoted: recordedAt !== null };
}

const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
const known = { ...NOTHING_KNOWN, accountId: 'uid', account };
const activity = heldActivity();
const entry = grantEntry();

/** What a document of a kind can be: some of them are the same but for one field, or lack a field of another. */
const states = {
  account: (n: number) => ({ ...account, debtMicros: n % 2, email: n > 1 ? 'a@example.com' : null }),
  activity: (n: number): Activity => ({
    ...activity,
    capturedMicros: n % 2,
    ...(n > 1 && { cancelFor: 'worker' }),
  }),
  entry: (n: number): LedgerEntry => ({ ...entry, totalMicros: n }),
  result: (n: number): Result => ({
    schemaVersion: 1,
    accountId: 'uid',
    uid: 'uid',
    output: { kind: 'chat', text: `answer ${n}`, finish: 'stop', inputTokens: 1, outputTokens: 1 },
    createdAt: 5,
  }),
  audit: (n: number): AuditEntry => ({
    schemaVersion: 1,
    actor: { uid: 'admin', email: null, role: 'admin' },
    ...{ action: 'run-job' as const, target: 'uid', reason: `test ${n}`, ip: null, traceId: 'test' },
    ...{ before: null, after: null, createdAt: 5 },
  }),
  address: (n: number) => ({ schemaVersion: 1, guestTurns: [n] }),
  payment: (n: number): Payment => ({
    ...newPayment({
      ...{ accountId: 'uid', uid: 'uid', via: 'checkout', currency: 'usd', amountCents: 900 },
      ...{ catalogVersion: 1, termsVersion: '1', traceId: 'test' },
      bought: { kind: 'pack', pack: 'small', label: 'Small', micros: 9 },
    }),
    paidCents: n % 2 ? 900 : null,
    paidAt: n % 2 ? 5 : null,
    refundsAsked: n > 1 ? { asked: 100 } : {},
    createdAt: 5,
  }),
  billing: (n: number): Billing => ({
    ...newBilling('uid'),
    customerId: n % 2 ? 'cus_1' : null,
    disputes: n > 1 ? ['dp_1'] : [],
  }),
  event: (n: number): StripeEvent => ({
    schemaVersion: 1,
    ...{ type: 'test', state: 'handled', why: null, accountId: null, paymentId: null },
    ...{ createdAt: n, receivedAt: n, retryAt: n > 1 ? n : null },
  }),
};

function heldActivity(): Activity {
  const held = decide(known, holdOf('uid', { priceMicros: 0, requestId: 'r', nonce: 'n' }), 5);
  const written = 'kind' in held && held.kind === 'applied' && writesOf(held).activity;
  if (!written) throw new Error('not held');
  return written;
}

function grantEntry(): LedgerEntry {
  const granted = decide(known, grantOf({ micros: 5, entryId: 'grant' }), 5);
  const first = 'kind' in granted && granted.kind === 'applied' && writesOf(granted).entries[0];
  if (!first) throw new Error('not granted');
  return first[1];
}
