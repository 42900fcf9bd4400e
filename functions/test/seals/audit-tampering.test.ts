import type { Firestore } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  AUDIT_VERIFICATION_CONFIG,
  AuditEntry,
  AuditVerification,
  collections,
  decodeStored,
  encodeStored,
  HOUR_MS,
} from '../../src/contract/index.ts';
import { eraseAuditTexts } from '../../src/upkeep/seals/erase-audit-texts.ts';
import { verifyAudit } from '../../src/upkeep/seals/verify-audit.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { heldDb } from './held-db.ts';
import { SealJob } from './sealed-db.ts';

const entryAt = (db: Firestore, id: string) => db.collection(collections.audit).doc(id);
const saltsAt = (db: Firestore, id: string) => db.collection(collections.auditSalts).doc(id);
const sealAt = (db: Firestore, number: number) =>
  db.collection(collections.auditSeals).doc(String(number).padStart(9, '0'));

async function act(db: Firestore, id: string, change: Partial<AuditEntry> = {}): Promise<void> {
  const entry: AuditEntry = {
    schemaVersion: 1,
    action: 'grant-credits',
    actor: { uid: 'ada', email: 'ada@example.com', role: 'admin' },
    target: 'accounts/lena',
    before: null,
    after: { remainingMicros: 5 },
    reason: `Because of ${id}`,
    ip: null,
    traceId: 'trace',
    createdAt: Date.now(),
    ...change,
  };
  await entryAt(db, id).set(encodeStored(AuditEntry, entry, 'any'));
}

async function verify(db: Firestore) {
  const counts = await verifyAudit({ db, now: Date.now }, oneRun);
  const stored = await db.collection(collections.config).doc(AUDIT_VERIFICATION_CONFIG).get();
  const report = decodeStored(AuditVerification, stored.data());
  const names = report.findings.map(({ kind, number, entryId }) =>
    [kind, number, entryId].filter((part) => part !== null).join(' '),
  );
  const alert = await db.collection(collections.alerts).doc('all-audit-off').get();
  const isAlerted = alert.exists && alert.get('resolvedAt') === null;
  return { counts, report, names, isAlerted };
}

describe('the sealed audit log', () => {
  let db: Firestore;
  let job: SealJob;

  beforeEach(async () => {
    db = await ownDb();
    job = new SealJob(db);
    for (const seal of [1, 2, 3]) {
      await act(db, `act-${seal}-a`);
      await act(db, `act-${seal}-b`);
      expect(await job.run()).toMatchObject({ auditEntries: 2 });
    }
    expect(await verify(db)).toMatchObject({
      names: [],
      isAlerted: false,
      counts: { entries: 6, unsealed: 0 },
    });
  });

  const sameAgain = async () => {
    const found = await verify(db);
    // What is found is no longer pinned, and goes on being found.
    expect((await verify(db)).names).toEqual(found.names);
    expect(found.isAlerted).toBe(found.names.length > 0);
    return found.names;
  };

  test('reveals a changed entry, whichever of its fields was changed', async () => {
    await entryAt(db, 'act-1-a').update({ target: 'accounts/somebody-else' });
    await entryAt(db, 'act-2-a').update({ reason: 'Another one' });
    await entryAt(db, 'act-3-a').update({ 'actor.email': 'eve@example.com' });
    expect(await sameAgain()).toEqual(['changed 1 act-1-a', 'changed 2 act-2-a', 'changed 3 act-3-a']);
  });

  test('reveals a text that was removed without being erased, and one that replaced an erased text', async () => {
    await entryAt(db, 'act-1-a').update({ reason: '' });
    await eraseAuditTexts(db, { entryId: 'act-2-a', texts: ['reason'] });
    await entryAt(db, 'act-2-a').update({ reason: 'A forged one' });
    expect(await sameAgain()).toEqual(['changed 1 act-1-a', 'changed 2 act-2-a']);
  });

  test('reveals a missing entry', async () => {
    await entryAt(db, 'act-2-b').delete();
    expect(await sameAgain()).toEqual(['missing 2 act-2-b']);
  });

  test('reveals reordered entries', async () => {
    const { entries } = (await sealAt(db, 2).get()).data() ?? {};
    await sealAt(db, 2).update({ entries: entries.toReversed() });
    expect(await sameAgain()).toEqual(['reordered 2']);
  });

  test('reveals an added entry', async () => {
    await act(db, 'planted', { createdAt: Date.now() - 3 * HOUR_MS });
    await job.run();
    expect(await sameAgain()).toEqual(['added planted']);
  });

  test('reveals a cut tail', async () => {
    await sealAt(db, 3).delete();
    await entryAt(db, 'act-3-a').delete();
    await entryAt(db, 'act-3-b').delete();
    expect(await sameAgain()).toEqual(['cut 3']);
  });

  test('reveals a resealed history', async () => {
    await entryAt(db, 'act-1-a').update({ target: 'accounts/somebody-else' });
    for (const number of [1, 2, 3]) await sealAt(db, number).delete();
    for (let seal = 1; seal <= 3; seal++) {
      await act(db, `later-${seal}`);
      await job.run({ isByHand: true });
    }
    expect(await sameAgain()).toEqual(['resealed 3']);
  });

  test('resolves its alert when it is found right again', async () => {
    await entryAt(db, 'act-1-a').update({ ip: '192.0.2.1' });
    expect((await verify(db)).isAlerted).toBe(true);
    await entryAt(db, 'act-1-a').update({ ip: null });
    expect(await verify(db)).toMatchObject({ names: [], isAlerted: false });
  });

  test('stays valid when texts are erased, and keeps nothing to check a guess against', async () => {
    const texts = ['reason', 'actor.email', 'ip'] as const;
    expect(await eraseAuditTexts(db, { entryId: 'act-1-a', texts })).toBe(true);
    expect(await eraseAuditTexts(db, { entryId: 'act-1-a', texts })).toBe(true);
    expect(await eraseAuditTexts(db, { entryId: 'nothing', texts })).toBe(false);
    const { names, report } = await verify(db);
    expect({ names, erased: report.erased }).toEqual({ names: [], erased: 3 });
    const salts = (await saltsAt(db, 'act-1-a').get()).get('salts');
    expect(Object.keys(salts).sort()).toEqual(['after', 'before']);
    expect((await entryAt(db, 'act-1-a').get()).data()).toMatchObject({
      reason: '',
      ip: null,
      actor: { uid: 'ada', email: null, role: 'admin' },
      after: { remainingMicros: 5 },
    });
  });

  test('stays valid when a text is erased before or while it is sealed', async () => {
    await act(db, 'before');
    await act(db, 'meanwhile');
    await eraseAuditTexts(db, { entryId: 'before', texts: ['reason'] });
    const slow = heldDb(db);
    const sealing = new SealJob(db).run({ db: slow.db });
    await slow.reached;
    await eraseAuditTexts(db, { entryId: 'meanwhile', texts: ['reason', 'ip'] });
    slow.release();
    // It has read the text that was erased meanwhile.
    expect(await sealing).toMatchObject({ auditEntries: 0 });
    expect(await job.run()).toMatchObject({ auditEntries: 2 });
    expect(await verify(db)).toMatchObject({ names: [], counts: { entries: 8, unsealed: 0 } });
  });
});
