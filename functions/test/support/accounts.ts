import { randomBytes, randomUUID } from 'node:crypto';
import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { expect } from 'vitest';
import { z } from 'zod';
import {
  Account,
  Activity,
  AppError,
  activityIdOf,
  collections,
  creditsToMicros,
  defaultCatalog,
  isPlaceholder,
  isShadow,
  LedgerEntry,
  type LotSource,
  newFailure,
} from '../../src/contract/index.ts';
import type { Audit, Command } from '../../src/meter/commands.ts';
import type { Meter } from '../../src/meter/lane/meter.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';

export const credits = creditsToMicros;

export function testDb(): Firestore {
  const app =
    getApps().find(({ name }) => name === '[DEFAULT]') ??
    initializeApp({ projectId: process.env.GCLOUD_PROJECT ?? 'demo-firemeter' });
  return getFirestore(app);
}

/** A UUIDv7 made now. */
export function newRequestId(nowMs = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((start, i, all) => hex.slice(start, all[i + 1])).join('-');
}

export function newUid(): string {
  return randomUUID().replaceAll('-', '');
}

/** Opens an account with so many credits in one lot. */
export async function openAccount(meter: Meter, balance: number, uid = newUid()): Promise<string> {
  const account = newAccount({ uid, email: `${uid}@example.com`, name: null, kind: 'person' });
  await meter.submit(uid, { kind: 'open', account, welcome: null });
  if (balance > 0) await meter.submit(uid, grantOf({ micros: credits(balance) }));
  return uid;
}

export function grantOf(options: {
  micros: number;
  entryId?: string;
  source?: LotSource;
  expiresAtMs?: number | null;
}): Command<'grant'> {
  const entryId = options.entryId ?? `grant-${randomUUID()}`;
  return {
    kind: 'grant',
    entryId,
    lot: {
      lotId: entryId,
      source: options.source ?? 'bonus',
      expiresAtMs: options.expiresAtMs ?? null,
      paymentId: null,
    },
    amountMicros: options.micros,
    reason: 'test',
    actor: { kind: 'system', uid: null },
    traceId: 'test',
    audit: null,
  };
}

export function revokeOf(options: { lotId: string; source: LotSource; micros: number }): Command<'revoke'> {
  return {
    kind: 'revoke',
    entryId: `revoke-${randomUUID()}`,
    lot: { lotId: options.lotId, source: options.source },
    amountMicros: options.micros,
    reason: 'test',
    actor: { kind: 'system', uid: null },
    traceId: 'test',
    audit: null,
  };
}

export function suspendOf(
  kind: 'suspend' | 'reinstate',
): Command<'suspend' | 'reinstate'> & { readonly audit: Audit } {
  const actor = { uid: 'admin', email: null, role: 'admin' } as const;
  const action = `${kind}-account` as const;
  const entry = { action, actor, target: 'test', reason: 'test', ip: null, traceId: 'test' };
  return { kind, reason: 'test', audit: { auditId: randomUUID(), entry } };
}

/** How many calls succeeded (`ok`) or failed with which code. */
export async function codesOf(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const call of await Promise.allSettled(calls)) {
    const key = call.status === 'fulfilled' ? 'ok' : (call.reason as AppError).code;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** A hold as `generate` makes it. */
export function holdOf(
  uid: string,
  options: Partial<Omit<Command<'hold'>, 'draft' | 'kind'>> & {
    requestId?: string;
    nonce?: string;
    intent?: string;
    runBy?: 'server' | 'client';
    operation?: string;
  } = {},
): Command<'hold'> {
  const { requestId = newRequestId(), nonce = randomUUID(), intent = 'same', runBy = 'server' } = options;
  const priceMicros = options.priceMicros ?? credits(1);
  return {
    kind: 'hold',
    activityId: activityIdOf({ accountId: uid, requestId }),
    draft: {
      accountId: uid,
      uid,
      requestId,
      email: null,
      name: null,
      operation: options.operation ?? 'image',
      model: 'nano-banana',
      runBy,
      status: runBy === 'server' ? 'processing' : 'pending',
      intentDigest: intent,
      promptPreview: 'a test',
      promptDigest: 'digest',
      catalogVersion: 1,
      quantity: { images: 1 },
      ownerNonce: nonce,
      kind: 'image',
      progress: null,
      job: null,
      guestAddress: null,
      reelId: null,
      worker: null,
      client: { ip: null, country: null, device: null },
      shard: 0,
      traceId: 'test',
    },
    priceMicros,
    shownPriceMicros: options.shownPriceMicros ?? priceMicros,
    limit: options.limit ?? null,
    leaseMs: options.leaseMs ?? 60_000,
    slice: options.slice ?? null,
    isFree: options.isFree ?? false,
    guest: options.guest ?? null,
    rejection: options.rejection ?? null,
  };
}

export function workedOf(
  hold: Command<'hold'>,
  ending: { captureMicros: number; status?: 'completed' | 'failed'; text?: string },
): Command<'settle'> {
  const { status = 'completed', captureMicros, text } = ending;
  const { uid, accountId, ownerNonce, quantity } = hold.draft;
  return {
    kind: 'settle',
    activityId: hold.activityId,
    actor: { kind: 'system', uid: null },
    ending: {
      kind: 'worked',
      delivery: 'whole',
      ownerNonce,
      status,
      captureMicros,
      failure:
        status === 'failed' ? newFailure(new AppError('provider-failed', { reason: 'unfinished' })) : null,
      usage: { quantity, costUsdMicros: 0 },
      result:
        text === undefined
          ? null
          : {
              schemaVersion: 1,
              accountId,
              uid,
              output: { kind: 'chat', text, finish: 'stop', inputTokens: 1, outputTokens: 1 },
              createdAt: Date.now(),
            },
    },
  };
}

export function cancelOf(activityId: string): Command<'settle'> {
  return {
    kind: 'settle',
    activityId,
    actor: { kind: 'system', uid: null },
    ending: { kind: 'cancelled' },
  };
}

export function sweepOf(activityId: string): Command<'settle'> {
  return {
    kind: 'settle',
    activityId,
    actor: { kind: 'system', uid: null },
    ending: { kind: 'swept', returnLimitMicros: defaultCatalog.clientReturnMicrosPerDay },
  };
}

/** What the store holds about an account, read once. */
export async function booksOf(accountId: string, db = testDb()) {
  const [account, activities, entries] = await Promise.all([
    db.collection(collections.accounts).doc(accountId).get(),
    db.collection(collections.activities).where('accountId', '==', accountId).get(),
    db.collection(collections.ledger).where('accountId', '==', accountId).get(),
  ]);
  return {
    account: z.decode(Account, account.data() as z.input<typeof Account>),
    activities: new Map(
      activities.docs.map((doc) => [doc.id, z.decode(Activity, doc.data() as z.input<typeof Activity>)]),
    ),
    entries: new Map(
      entries.docs.map((doc) => [doc.id, z.decode(LedgerEntry, doc.data() as z.input<typeof LedgerEntry>)]),
    ),
  };
}

/** Fails when an invariant of the books is broken; returns them for more questions. */
export async function expectBooksBalance(accountId: string, db = testDb()) {
  const books = await booksOf(accountId, db);
  const { account, activities, entries } = books;
  const perLot = new Map<string, number>();
  const move = (lotId: string, micros: number) => perLot.set(lotId, (perLot.get(lotId) ?? 0) + micros);
  let debtMicros = 0;
  for (const entry of entries.values()) {
    for (const { lotId, amountMicros } of entry.amounts) move(lotId, amountMicros);
    debtMicros += entry.debtDeltaMicros;
    expect(entry.totalMicros).toBe(entry.amounts.reduce((sum, { amountMicros }) => sum + amountMicros, 0));
  }
  for (const [id, activity] of activities) {
    const isOpen = activity.status === 'pending' || activity.status === 'processing';
    const drawnMicros = activity.drawn.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
    const usage = entries.get(`usage-${id}`);
    expect(drawnMicros).toBe(activity.heldMicros);
    expect(activity.heldMicros).toBeLessThanOrEqual(activity.priceMicros);
    expect(activity.capturedMicros).toBeLessThanOrEqual(activity.heldMicros);
    if (!isPlaceholder(activity)) expect(activity.leaseUntil === null).toBe(!isOpen);
    const isCharged = !isShadow(activity);
    expect(usage !== undefined).toBe(
      isCharged && (activity.status === 'completed' || activity.capturedMicros > 0),
    );
    if (usage) expect(usage.totalMicros).toBe(0 - activity.capturedMicros);
    if (isOpen) for (const { lot, amountMicros } of activity.drawn) move(lot.lotId, -amountMicros);
  }
  for (const lot of account.lots) {
    expect(lot.remainingMicros).toBeGreaterThanOrEqual(0);
    move(lot.lotId, -lot.remainingMicros);
  }
  expect([...perLot].filter(([, micros]) => micros !== 0)).toEqual([]);
  expect(account.debtMicros).toBe(debtMicros);
  return books;
}
