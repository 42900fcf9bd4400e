import type { Firestore } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type ChainVerification,
  collections,
  ledgerChain,
  signedText,
  signerOf,
} from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { credits, grantOf, openAccount } from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';
import { look, SealJob, type Seen, verifyLedgerOf } from './sealed-db.ts';

/** The attackers can write to the store; some have the key, too. */
describe('an owner who has verified before finds', () => {
  let db: Firestore;
  let job: SealJob;
  let seen: Seen;
  const entryAt = (id: string) => db.collection(collections.ledger).doc(id);
  const sealAt = (number: number, accountId = 'ann') =>
    db.collection(collections.ledgerSeals).doc(`${accountId}-${String(number).padStart(9, '0')}`);
  const grant = (entryId: string, accountId = 'ann') =>
    createMeter({ store: createStore(db) }).submit(accountId, grantOf({ entryId, micros: credits(1) }));
  const found = async () => namesIn(await verifyLedgerOf(db, 'ann', seen));
  const dataOf = async (id: string) => (await entryAt(id).get()).data() ?? {};

  /** Four seals, the last of which was seen, as two before it. */
  beforeEach(async () => {
    db = await ownDb();
    job = new SealJob(db);
    const meter = createMeter({ store: createStore(db) });
    await openAccount(meter, 0, 'ann');
    await openAccount(meter, 0, 'ben');
    seen = { pins: [], keys: [] };
    for (const seal of [1, 2, 3, 4]) {
      await Promise.all([grant(`grant-${seal}-a`), grant(`grant-${seal}-b`), grant(`ben-${seal}`, 'ben')]);
      await job.run();
      if (seal > 1) seen = await look(db, 'ann', seen);
    }
    expect(await found()).toEqual([]);
  });

  /** Removes the seals from one on and seals what is there now: as the job does, with the operator's key. */
  async function resealFrom(number: number): Promise<void> {
    for (let gone = number; gone <= 4; gone++) await sealAt(gone).delete();
    await job.run({ isByHand: true });
  }

  test('a changed entry', async () => {
    await entryAt('grant-2-a').update({ totalMicros: credits(9) });
    expect(await found()).toEqual(['changed 2 grant-2-a']);
  });

  test('a changed entry whose change is in an unknown field', async () => {
    await entryAt('grant-2-a').update({ unheardOf: true });
    expect(await found()).toEqual(['changed 2 grant-2-a']);
  });

  test('a missing entry', async () => {
    await entryAt('grant-3-b').delete();
    expect(await found()).toEqual(['missing 3 grant-3-b']);
  });

  test('reordered entries: swapped contents', async () => {
    await entryAt('grant-1-a').update({ reason: 'another' });
    await resealFrom(1);
    seen = await look(db, 'ann');
    const [a, b] = [await dataOf('grant-1-a'), await dataOf('grant-3-a')];
    await entryAt('grant-1-a').set(b);
    await entryAt('grant-3-a').set(a);
    expect(await found()).toEqual(['reordered 1 grant-1-a', 'reordered 1 grant-3-a']);
  });

  test('reordered entries: another order in a seal', async () => {
    const { entries } = (await sealAt(3).get()).data() ?? {};
    await sealAt(3).update({ entries: entries.toReversed() });
    expect(await found()).toEqual(['reordered 3']);
  });

  test('an added entry', async () => {
    const createdAt = new Date(Date.now() - 3 * 3_600_000);
    await entryAt('planted').set({ ...(await dataOf('grant-2-a')), createdAt });
    expect(await found()).toEqual(['added planted']);
    await job.run();
    expect(await found()).toEqual(['added planted']);
  });

  test('a resealed history', async () => {
    await entryAt('grant-1-a').update({ totalMicros: credits(9) });
    await resealFrom(1);
    // Whoever looks for the first time sees a whole history: what no seal can prove.
    expect(namesIn(await verifyLedgerOf(db, 'ann'))).toEqual([]);
    for (const seal of [2, 3, 4]) {
      await grant(`later-${seal}`);
      await job.run();
    }
    expect(await found()).toEqual(['resealed 2']);
  });

  test('a history that was resealed without the key', async () => {
    const forger = await signerOf('forged');
    for (const number of [1, 2, 3, 4])
      await sign(number, { keyId: forger.keyId, sealedAt: new Date(0) }, 'forged');
    expect(await found()).toEqual(['unsigned 1', 'unsigned 2', 'unsigned 3', 'unsigned 4']);
  });

  test('a fork: another seal that follows the same one', async () => {
    await sealAt(4).delete();
    await grant('another');
    await job.run();
    expect(await found()).toEqual(['fork 4']);
  });

  test('a fork: two seals with one number', async () => {
    const stored = (await sealAt(3).get()).data() ?? {};
    const twin = await signed({ ...stored, leftOut: 7 }, 'first');
    await db.collection(collections.ledgerSeals).doc('twin').set(twin);
    expect(await found()).toEqual(['fork 3']);
    // Even who has seen none of them.
    expect(namesIn(await verifyLedgerOf(db, 'ann'))).toEqual(['fork 3']);
  });

  test('a cut tail', async () => {
    await sealAt(4).delete();
    await entryAt('grant-4-a').delete();
    await entryAt('grant-4-b').delete();
    expect(await found()).toEqual(['cut 4']);
  });

  test('a seal that is missing between others', async () => {
    await sealAt(3).delete();
    expect((await found()).filter((name) => !name.startsWith('added'))).toEqual(['missing 3']);
  });

  test('a swapped account: another account’s history', async () => {
    for (const number of [1, 2, 3, 4]) {
      const theirs = (await sealAt(number, 'ben').get()).data() ?? {};
      await sealAt(number).set({ ...theirs, accountId: 'ann' });
      for (const part of ['a', 'b']) await entryAt(`grant-${number}-${part}`).delete();
      await entryAt(`ben-${number}`).update({ accountId: 'ann' });
    }
    const names = await found();
    expect(names[0]).toBe('swapped-account 1');
  });

  test('a swapped account: another account’s entry under an own id', async () => {
    const store = { ...(await dataOf('ben-2')) };
    const verified = await verifyLedgerOf(db, 'ann', seen);
    expect(verified.findings).toEqual([]);
    await entryAt('grant-2-a').set({ ...store, accountId: 'ann' });
    expect(await found()).toEqual(['changed 2 grant-2-a']);
  });

  test('an old key', async () => {
    job.secrets = ['second', 'first'];
    await grant('grant-5');
    await job.run();
    seen = await look(db, 'ann', seen);
    const last = (await sealAt(5).get()).data() ?? {};
    await sign(5, { keyId: (await signerOf('first')).keyId, sealedAt: last.sealedAt }, 'first');
    seen = { ...seen, pins: seen.pins.slice(0, -1) };
    expect(await found()).toEqual([]);
    const sealedAt = new Date(Date.now() + 3_600_000);
    await sign(5, { sealedAt }, 'first');
    expect(await found()).toEqual(['old-key 5']);
  });

  test('an old key that is presented as current again', async () => {
    job.secrets = ['second', 'first'];
    await job.run();
    seen = await look(db, 'ann', seen);
    const config = db.collection(collections.config).doc('seal-keys');
    const { keys } = (await config.get()).data() ?? {};
    await config.update({ keys: keys.map((key: object) => ({ ...key, retiredAtMs: null })) });
    expect(await found()).toEqual(['old-key']);
  });

  async function signed(data: FirebaseFirestore.DocumentData, secret: string) {
    const signer = await signerOf(secret);
    const signature = await signer.sign(signedText(ledgerChain('ann'), data));
    return { ...data, signature };
  }

  /** Changes a seal and signs it anew. */
  async function sign(number: number, change: object, secret: string): Promise<void> {
    const stored = (await sealAt(number).get()).data() ?? {};
    await sealAt(number).set(await signed({ ...stored, ...change }, secret));
  }
});

function namesIn({ findings }: ChainVerification): string[] {
  return findings.map(({ kind, number, entryId }) =>
    [kind, number, entryId].filter((part) => part !== null).join(' '),
  );
}
