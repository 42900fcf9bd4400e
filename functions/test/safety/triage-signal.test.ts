import { expect, test } from 'vitest';
import { triageSignal } from '../../src/admin/triage-signal.ts';
import { AbuseSignal, collections, type TriageState } from '../../src/contract/index.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { createRecordSignal } from '../../src/safety/record-signal.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';

const NOW = Date.UTC(2026, 4, 15, 12, 30);
const HOUR = Math.floor(NOW / 3_600_000);
const signalId = `mia-moderated-prompts-${HOUR}`;

async function triaged() {
  const db = await ownDb();
  const services = { db, now: () => NOW };
  const signal = db.collection(collections.abuse).doc(signalId);
  const about = { accountId: 'mia', kind: 'moderated-prompts', severity: 'low', triage: null };
  await signal.set(sampleOf(AbuseSignal, { ...about, evidence: [], count: 1 }));
  const triage = (state: TriageState, note = 'seen', requestId = newRequestId(NOW)) =>
    triageSignal(services)(
      { requestId, signalId, state, note },
      { ...contextOf('ada'), role: 'admin' },
      () => undefined,
    );
  const audit = async () => (await db.collection(collections.audit).get()).docs.map((entry) => entry.data());
  return { db, services, signal, triage, audit };
}

test('a signal keeps what staff make of it, and the log who did, without the note', async () => {
  const { signal, triage, audit } = await triaged();
  expect(await triage('watching', 'Writes novels')).toEqual({ state: 'watching' });
  expect((await signal.get()).get('triage')).toEqual({
    ...{ state: 'watching', uid: 'ada', atMs: NOW, note: 'Writes novels' },
  });
  expect(await audit()).toMatchObject([
    {
      action: 'triage-signal',
      target: 'accounts/mia',
      before: { state: 'open' },
      after: { state: 'watching' },
    },
  ]);
  expect(JSON.stringify(await audit())).not.toContain('novels');
});

test('a repeated request changes nothing twice', async () => {
  const { signal, triage, audit } = await triaged();
  const requestId = newRequestId(NOW);
  await triage('confirmed', 'a', requestId);
  await triage('confirmed', 'b', requestId);
  expect((await signal.get()).get('triage.note')).toBe('a');
  expect(await audit()).toHaveLength(1);
});

test('a signal that grows afterwards keeps its triage', async () => {
  const { db, services, signal, triage } = await triaged();
  await triage('dismissed');
  const record = createRecordSignal({ ...services, meter: createMeter({ store: createStore(db) }) });
  const evidence = { category: 'violence' };
  await record({ accountId: 'mia', kind: 'moderated-prompts', evidence, traceId: 'trace' });
  expect((await signal.get()).data()).toMatchObject({ count: 2, triage: { state: 'dismissed' } });
});
