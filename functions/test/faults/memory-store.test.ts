import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import type { Account, Activity, StripeEvent } from '../../src/contract/index.ts';
import { type Applied, NOTHING_BESIDE } from '../../src/meter/commands.ts';
import { decide } from '../../src/meter/decide.ts';
import { type Commit, type Committed, createStore, type Store } from '../../src/meter/store.ts';
import type { Versioned } from '../../src/platform/documents.ts';
import { newAccount } from '../../src/platform/new-account.ts';
import { grantOf, holdOf, testDb } from '../support/accounts.ts';
import { MemoryStore } from './memory-store.ts';

/** Which version a write asks for: that of no document, of the n-th write answered so far, the latest or the one before. */
const version = fc.oneof(
  { weight: 4, arbitrary: fc.constant('latest' as const) },
  { weight: 2, arbitrary: fc.constant('stale' as const) },
  { weight: 1, arbitrary: fc.constant('new' as const) },
  { weight: 1, arbitrary: fc.nat({ max: 3 }) },
);
const write = fc.record({
  account: fc.option(fc.record({ version, debtMicros: fc.nat({ max: 1 }) })),
  beside: fc.uniqueArray(
    fc.record({
      version,
      kind: fc.constantFrom('address' as const, 'event' as const),
      atMs: fc.nat({ max: 2 }),
    }),
    { maxLength: 2, selector: ({ kind }) => kind },
  ),
  changes: fc.array(
    fc.record({
      activity: fc.nat({ max: 2 }),
      version,
      captured: fc.nat({ max: 1 }),
      isCancelled: fc.boolean(),
      entry: fc.option(fc.nat({ max: 3 })),
      hasAudit: fc.nat({ max: 3 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

test(
  'the store in memory answers, refuses and keeps exactly as the emulator does',
  async () => {
    const property = fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 12 }), async (writes) => {
      const prefix = randomUUID().replaceAll('-', '');
      const inMemory = await replay(new MemoryStore(), writes, prefix);
      expect(inMemory).toEqual(await replay(createStore(testDb()), writes, prefix));
    });
    await fc.assert(property, { numRuns: 60 * Number(process.env.FIREMETER_SOAK ?? 1), endOnFailure: true });
  },
  60_000 * Number(process.env.FIREMETER_SOAK ?? 1),
);

/** Sends the same writes to a store; what it answered, with versions numbered in the order they were first seen. */
async function replay(store: Store, writes: readonly Write[], prefix: string): Promise<unknown[]> {
  const numbers = new Map<string, number>();
  const numberOf = (one: Timestamp | null | undefined) => {
    if (!one) return null;
    const key = `${one.seconds}.${one.nanoseconds}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  };
  const accountId = prefix;
  const besideKeys = (['address', 'event'] as const).map((kind) => ({ kind, id: `${prefix}-${kind}` }));
  const subjects = [
    ...[0, 1, 2].map((n) => ({ kind: 'activity' as const, id: `${prefix}_${n}` })),
    ...[0, 1, 2, 3].map((n) => ({ kind: 'entry' as const, id: `${prefix}-entry${n}` })),
  ];
  const told = new Map<string, Versioned<object>[]>();
  const wasOf = <T extends object>(id: string, wanted: Write['changes'][number]['version']) => {
    const one = toldOf(id, wanted);
    return one as Versioned<T> | null;
  };
  const toldOf = (id: string, wanted: Write['changes'][number]['version']) => {
    const all = told.get(id) ?? [];
    if (wanted === 'new') return null;
    if (wanted === 'stale') return all.at(-2) ?? all.at(-1) ?? null;
    return (wanted === 'latest' ? all.at(-1) : all[wanted]) ?? null;
  };
  const heard = (id: string, version: Timestamp | null, value: object | null | undefined) => {
    const all = told.get(id) ?? [];
    if (version && value && !all.at(-1)?.version.isEqual(version)) told.set(id, [...all, { version, value }]);
  };
  const answers: unknown[] = [];
  for (const [index, { account, changes, beside }] of writes.entries()) {
    const commit: Commit = {
      accountId,
      beside: beside.map(({ kind, atMs, version: wanted }) => ({
        kind,
        id: `${prefix}-${kind}`,
        value: kind === 'address' ? { schemaVersion: 1, guestTurns: [atMs] } : eventAt(atMs),
        was: wasOf(`${prefix}-${kind}`, wanted),
      })),
      account: account && {
        value: accountOf(accountId, account.debtMicros),
        was: wasOf<Account>(accountId, account.version),
      },
      changes: changes
        .filter((change, at) => changes.findIndex((other) => other.activity === change.activity) === at)
        .map((change) => {
          const activityId = `${prefix}_${change.activity}`;
          return {
            activityId,
            was: wasOf<Activity>(activityId, change.version),
            applied: appliedOf(accountId, activityId, change, `${prefix}-audit${index}`, prefix),
          };
        }),
    };
    if (!commit.account && commit.changes.length === 0) continue;
    try {
      const [committed] = await store.commit([commit]);
      const { accountVersion, activityVersions } = committed as Committed;
      heard(accountId, accountVersion, commit.account?.value);
      for (const [at, { activityId, applied }] of commit.changes.entries()) {
        heard(activityId ?? '', activityVersions[at] ?? null, applied.activity);
      }
      answers.push({ account: numberOf(accountVersion), activities: activityVersions.map(numberOf) });
    } catch (error) {
      answers.push({ code: (error as { code?: unknown }).code });
    }
    const read = await store.read(accountId, subjects, besideKeys);
    const found = (one: (typeof read.stored | typeof read.beside)[number]) =>
      'document' in one ? { value: one.document.value, version: numberOf(one.document.version) } : one.kind;
    for (const [at, one] of read.beside.entries()) {
      if ('document' in one) heard(besideKeys[at]?.id ?? '', one.document.version, one.document.value);
    }
    answers.push({
      beside: read.beside.map(found),
      account: read.account && { value: read.account.value, version: numberOf(read.account.version) },
      stored: read.stored.map(found),
    });
  }
  return answers;
}

function eventAt(atMs: number): StripeEvent {
  const about = { type: 'test', state: 'handled', why: null, accountId: null, paymentId: null } as const;
  return { schemaVersion: 1, ...about, createdAt: atMs, receivedAt: atMs };
}

function accountOf(uid: string, debtMicros: number): Account {
  return { ...newAccount({ uid, email: null, name: null, kind: 'person' }), debtMicros };
}

/** A change as the engine makes it, from decisions of its own. */
function appliedOf(
  accountId: string,
  activityId: string,
  { captured, isCancelled, entry, hasAudit }: Write['changes'][number],
  auditId: string,
  prefix: string,
): Applied {
  const account = accountOf(accountId, 0);
  const known = { accountId, account, activity: null, entry: null, audit: null, ...NOTHING_BESIDE };
  const held = decide(
    known,
    { ...holdOf(accountId, { priceMicros: 0, requestId: 'r', nonce: 'n' }), activityId },
    5,
  );
  const granted = decide(known, grantOf({ micros: 5, entryId: 'grant' }), 5);
  if (!('kind' in held) || held.kind !== 'applied' || !held.activity) throw new Error('not held');
  if (!('kind' in granted) || granted.kind !== 'applied') throw new Error('not granted');
  const activity: Activity = { ...held.activity, capturedMicros: captured };
  const [, ledgerEntry] = granted.entries[0] ?? [];
  const actor = { uid: 'admin', email: null, role: 'admin' } as const;
  const texts = { action: 'test', target: accountId, reason: 'test', ip: null, traceId: 'test' };
  return {
    ...held,
    activity: isCancelled ? { ...activity, cancelFor: 'worker' } : activity,
    entries: entry === null || !ledgerEntry ? [] : [[`${prefix}-entry${entry}`, ledgerEntry]],
    audit: hasAudit
      ? [auditId, { schemaVersion: 1, actor, ...texts, before: null, after: null, createdAt: 5 }]
      : null,
  };
}
