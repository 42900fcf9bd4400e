import { beforeAll, expect, test } from 'vitest';
import { publishApproved } from '../../src/admin/update-credit-configuration.ts';
import {
  Activity,
  activityIdOf,
  builtInOperations,
  collections,
  LedgerEntry,
  type Operations,
  promptOf,
  quoteInput,
  type RequestOf,
} from '../../src/contract/index.ts';
import { updateAIActivityStatus } from '../../src/generation/calls/update-activity-status.ts';
import { validateAndDeductCredits } from '../../src/generation/calls/validate-and-deduct-credits.ts';
import { offersOf, providerLabels } from '../../src/generation/providers/registry.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import { createActivities } from '../../src/platform/store/activities.ts';
import { createCatalogs } from '../../src/platform/store/catalogs.ts';
import { decodeDocument } from '../../src/platform/store/documents.ts';
import { createStore } from '../../src/platform/store/store.ts';
import { verifyLedger } from '../../src/upkeep/verify/verify-ledger.ts';
import { credits, newRequestId, openAccount } from '../support/accounts.ts';
import { contextOf, newInstance } from '../support/backend.ts';
import { oneRun } from '../support/one-run.ts';
import { ownDb } from '../support/own-db.ts';
import { catalog, operations, summarize } from './summarize.ts';

/** An operation of an app's own, from its declaration to the books: nothing outside of this folder knows it. */

async function open(known: Operations) {
  const db = await ownDb();
  const catalogs = createCatalogs({ db });
  const meter = createMeter({ store: createStore(db) });
  const backend = newInstance({ activities: createActivities(db), meter, catalogs, operations: known });
  const services = { ...backend, db, offersOf, providerLabels };
  return {
    ...services,
    publish(baseVersion = 0) {
      const request = { action: 'publish', requestId: newRequestId(), baseVersion } as const;
      const admin = { ...contextOf('the-admin'), role: 'admin' as const };
      const draft = { ...request, draft: catalog, reason: 'We summarize now' };
      return publishApproved(services)(draft, admin, () => undefined);
    },
  };
}

let app: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  app = await open(operations);
  await app.publish();
});

const input = { kind: 'summarize', text: 'a'.repeat(4_100) } as const;

/** What the app's page shows, by the functions that the server charges by. */
const shown = quoteInput(catalog, { operation: 'summary', input }, operations);

function newHold(): RequestOf<'validateAndDeductCredits'> {
  return {
    requestId: newRequestId(),
    operation: 'summary',
    model: shown.modelName,
    quantity: shown.quantity,
    prompt: summarize.promptOf(input),
    shownPriceMicros: shown.priceMicros,
    catalogVersion: 1,
  };
}

const ask = (uid: string, request = newHold()) =>
  validateAndDeductCredits(app)(request, contextOf(uid), () => undefined);

test('it is priced by its own unit', () => {
  expect(shown).toMatchObject({ quantity: { counts: { page: 3 } }, priceMicros: credits(9) });
});

test('held credits that it didn’t use are released, and the books balance', async () => {
  const uid = await openAccount(app.meter, 20);
  const request = newHold();
  expect(await ask(uid, request)).toMatchObject({ status: 'pending', heldMicros: credits(9) });
  const { requestId } = request;
  const report = (update: RequestOf<'updateAIActivityStatus'>) =>
    updateAIActivityStatus(app)(update, contextOf(uid), () => undefined);
  expect(await report({ requestId, status: 'processing' })).toMatchObject({ status: 'processing' });
  const used = { counts: { page: 2 } };
  expect(await report({ requestId, status: 'completed', quantity: used })).toMatchObject({
    status: 'completed',
    capturedMicros: credits(6),
    remainingMicros: credits(14),
  });

  // The live view and the history read activities by these fields.
  const mine = app.db.collection(collections.activities).where('uid', '==', uid);
  const { docs } = await mine.where('operation', '==', 'summary').orderBy('createdAt', 'desc').get();
  const [activity] = docs.map((doc) => decodeDocument(Activity, doc)?.value);
  expect(activity).toMatchObject({
    ...{ requestId, kind: 'summarize', operation: 'summary', model: 'ours', runBy: 'client' },
    ...{ status: 'completed', promptPreview: 'a'.repeat(80) },
    ...{ quantity: shown.quantity, capturedMicros: credits(6) },
  });
  const entries = await app.db.collection(collections.ledger).where('accountId', '==', uid).get();
  const ledger = entries.docs.map((doc) => decodeDocument(LedgerEntry, doc)?.value);
  expect(ledger.find((entry) => entry?.kind === 'usage')).toMatchObject({
    ...{ activityId: activityIdOf({ accountId: uid, requestId }), operation: 'summary', quantity: used },
    ...{ totalMicros: -credits(6), costUsdMicros: 20_000 },
  });
});

test('usage above the hold is not charged', async () => {
  const uid = await openAccount(app.meter, 20);
  const request = newHold();
  await ask(uid, request);
  const report = {
    requestId: request.requestId,
    status: 'completed',
    quantity: { counts: { page: 9 } },
  } as const;
  const ended = await updateAIActivityStatus(app)(report, contextOf(uid), () => undefined);
  expect(ended).toMatchObject({ capturedMicros: credits(9), remainingMicros: credits(11) });
});

test('its limit applies', async () => {
  const uid = await openAccount(app.meter, 100);
  await ask(uid);
  await ask(uid);
  await expect(ask(uid)).rejects.toMatchObject({ code: 'rate-limited' });
});

test('it is moderated by the texts that the app sends', async () => {
  const uid = await openAccount(app.meter, 20);
  const texts: string[][] = [];
  const moderate = async (all: readonly string[]) => {
    texts.push([...all]);
    return null;
  };
  await validateAndDeductCredits({ ...app, moderate })(newHold(), contextOf(uid), () => undefined);
  expect(texts).toEqual([['a'.repeat(80)]]);
});

test('the verifier finds the books right', async () => {
  const counts = await verifyLedger(
    { db: app.db, catalogs: app.catalogs, now: Date.now },
    { ...oneRun, isByHand: true },
  );
  expect(counts).toMatchObject({ drifts: 0 });
  expect(counts.activities).toBeGreaterThan(3);
});

test('an app that has not declared it can neither sell nor hold it', async () => {
  const other = await open(builtInOperations);
  await expect(other.publish()).rejects.toMatchObject({ code: 'invalid-argument' });
  const uid = await openAccount(app.meter, 20);
  const without = { ...app, operations: builtInOperations };
  const request = validateAndDeductCredits(without)(newHold(), contextOf(uid), () => undefined);
  await expect(request).rejects.toMatchObject({ code: 'unknown-operation' });
});

test('Firemeter’s own kinds stay unchanged', () => {
  expect(operations.get('image')).toBe(builtInOperations.get('image'));
  expect(promptOf({ kind: 'image', prompt: 'a kite' })).toBe('a kite');
});
