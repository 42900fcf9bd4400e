import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { updateCreditConfiguration } from '../../src/admin/update-credit-configuration.ts';
import {
  AuditEntry,
  builtInOperations,
  CATALOG_CONFIG,
  type Catalog,
  CatalogVersion,
  collections,
  defaultCatalog,
  PublishedCatalog,
  presets,
  type RequestOf,
  type ResponseOf,
  SCHEMA_VERSION,
  type SwitchTarget,
  unreachableProviders,
  withOffers,
} from '../../src/contract/index.ts';
import { offersOf, providerLabels } from '../../src/generation/providers/registry.ts';
import { createReadStaffSettings } from '../../src/platform/signals/read-staff-settings.ts';
import { createCatalogs } from '../../src/platform/store/catalogs.ts';
import { raiseStore } from '../../src/platform/store/documents.ts';
import { codesOf, credits, expectBooksBalance, newRequestId, openAccount } from '../support/accounts.ts';
import { callGenerate, chatOf, contextOf, imageOf, newInstance, requestOf } from '../support/backend.ts';
import { call, errorOf, newPerson } from '../support/calls/callables.ts';

type ConfigurationRequest = RequestOf<'updateCreditConfiguration'>;

/** A store of its own for each test: what is published here is nobody else's price. */
let db: Firestore;
let close: () => Promise<void>;
beforeEach(async () => {
  const id = `demo-catalog-${randomUUID().slice(0, 8)}`;
  const app = initializeApp({ projectId: id }, id);
  db = getFirestore(app);
  close = () => deleteApp(app);
  await raiseStore(db, { version: SCHEMA_VERSION, cursor: null, nowMs: Date.now() });
});
afterEach(() => close());

const admin = { ...contextOf('the-admin'), role: 'admin' as const };
const reachable = new Set(['studio', 'openai']);
const update = (request: ConfigurationRequest): Promise<ResponseOf<'updateCreditConfiguration'>> =>
  updateCreditConfiguration({
    ...{ db, now: Date.now, offersOf, providerLabels, staffSettings: createReadStaffSettings(db) },
    operations: builtInOperations,
    reachableProviders: () => reachable,
  })(request, admin, () => undefined);

function publishing(
  draft: unknown,
  change: { baseVersion?: number; requestId?: string } = {},
): ConfigurationRequest {
  return { action: 'publish', requestId: newRequestId(), baseVersion: 0, draft, reason: 'a test', ...change };
}
const switching = (target: SwitchTarget, enabled = false): ConfigurationRequest => ({
  action: 'switch',
  requestId: newRequestId(),
  target,
  enabled,
  reason: 'a test',
});
const rollingBack = (toVersion: number, baseVersion: number): ConfigurationRequest => ({
  action: 'rollBack',
  requestId: newRequestId(),
  baseVersion,
  toVersion,
  reason: 'a test',
});

/** The default catalog with pictures at another price. */
function withImageAt(price: number): Catalog {
  const catalog = structuredClone(defaultCatalog);
  for (const model of Object.values(catalog.operations.image?.models ?? {})) {
    model.price = { kind: 'flat', micros: credits(price) };
  }
  return catalog;
}

/** An instance of the backend on this store, counting how often it turned to a provider. */
function instanceOn(catalogs = createCatalogs({ db })) {
  const instance = newInstance({ catalogs });
  let runs = 0;
  const runModel: typeof instance.runModel = (run) => {
    runs++;
    return instance.runModel(run);
  };
  return { ...instance, runModel, runs: () => runs };
}

async function stored() {
  const [config, versions, audits] = await Promise.all([
    db.collection(collections.config).doc(CATALOG_CONFIG).get(),
    db.collection(collections.catalogVersions).get(),
    db.collection(collections.audit).get(),
  ]);
  const inForce = config.exists
    ? z.decode(PublishedCatalog, config.data() as z.input<typeof PublishedCatalog>)
    : null;
  return {
    inForce,
    versions: versions.docs
      .map((doc) => z.decode(CatalogVersion, doc.data() as z.input<typeof CatalogVersion>))
      .sort((a, b) => a.version - b.version),
    audits: audits.docs.map((doc) => z.decode(AuditEntry, doc.data() as z.input<typeof AuditEntry>)),
  };
}

describe('publishing', () => {
  test('stores the catalog, the version, and an audit entry with the changes', async () => {
    await update(publishing(defaultCatalog));
    const request = publishing(withImageAt(6), { baseVersion: 1 });
    const answer = await update(request);
    expect(answer.version).toBe(2);
    expect(answer.changes).toContainEqual({
      path: 'operations.image.models.nano-banana.price',
      field: 'model.price',
      about: ['Image', 'Nano Banana'],
      before: { kind: 'flat', micros: 5_000_000 },
      after: { kind: 'flat', micros: 6_000_000 },
    });

    const { inForce, versions, audits } = await stored();
    expect(inForce).toMatchObject({ version: 2, catalog: withImageAt(6), publishedBy: 'the-admin' });
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(versions[0]?.catalog).toEqual(withOffers(defaultCatalog, offersOf));
    expect(versions[1]).toMatchObject({ email: null, reason: 'a test' });
    const audit = audits.find(({ before }) => before?.version === 1);
    expect(audit).toMatchObject({
      action: 'publish-catalog',
      actor: { uid: 'the-admin', email: null, role: 'admin' },
      target: 'system_config/catalog',
      reason: 'a test',
      ip: null,
      after: { version: 2, changes: answer.changes },
    });
  });

  test('a retry publishes nothing more and gets the first response, at once and later', async () => {
    await update(publishing(defaultCatalog));
    const request = publishing(withImageAt(6), { baseVersion: 1 });
    const [first, second] = await Promise.all([update(request), update(request)]);
    expect(second).toEqual(first);
    await update(publishing(withImageAt(7), { baseVersion: 2 }));
    expect(await update(request)).toEqual(first);
    const { versions, audits } = await stored();
    expect(versions).toHaveLength(3);
    expect(audits).toHaveLength(3);
  });

  test('the same request id with another change is a conflict', async () => {
    const request = publishing(defaultCatalog);
    await update(request);
    const other = update({ ...publishing(withImageAt(6)), requestId: request.requestId });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-conflict' });
    const third = update({ ...switching({ kind: 'all' }), requestId: request.requestId });
    await expect(third).rejects.toMatchObject({ code: 'idempotency-conflict' });
  });

  test('of twenty drafts based on one version, one is published, and the others get the newer version', async () => {
    await update(publishing(defaultCatalog));
    const drafts = Array.from({ length: 20 }, (_, n) => publishing(withImageAt(n + 6), { baseVersion: 1 }));
    const ended = drafts.map((draft) => update(draft));
    expect(await codesOf(ended)).toEqual({ ok: 1, 'version-conflict': 19 });
    const lost = (await Promise.allSettled(ended)).filter(({ status }) => status === 'rejected');
    for (const one of lost) expect(one).toMatchObject({ reason: { details: { catalogVersion: 2 } } });
    const { versions, audits } = await stored();
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(audits).toHaveLength(2);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'studio'],
    ['an empty object', {}],
    ['a negative price', tampered({ price: { kind: 'flat', micros: -1 } })],
    ['half a micro', tampered({ price: { kind: 'flat', micros: 0.5 } })],
    ['a rate that nobody knows', tampered({ price: { kind: 'auction' } })],
    [
      'a price by the second for a picture',
      tampered({ price: { kind: 'per-unit', unit: 'second', unitSize: 1, micros: 1, minimumMicros: 0 } }),
    ],
    ['a field that nobody knows', { ...defaultCatalog, surprise: 1 }],
  ])('%s is rejected with its path, and changes nothing', async (_, draft) => {
    await update(publishing(defaultCatalog));
    const before = await stored();
    const refused = update(publishing(draft, { baseVersion: 1 }));
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-argument',
      details: {
        issues: expect.arrayContaining([
          expect.objectContaining({ path: expect.any(String), code: expect.any(String) }),
        ]),
      },
    });
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['a person', undefined],
    ['an analyst', 'analyst'],
    ['support', 'support'],
  ])('is rejected for %s', async (_, role) => {
    const person = { ...newPerson(), ...(role && { role }) };
    for (const request of [publishing(defaultCatalog), switching({ kind: 'all' }), rollingBack(1, 1)]) {
      const error = await errorOf(call('updateCreditConfiguration', request, person));
      expect(error.code).toBe('permission-denied');
    }
  });
});

function tampered(change: object): unknown {
  const draft = structuredClone(defaultCatalog);
  Object.assign(draft.operations.image?.models['nano-banana'] ?? {}, change);
  return draft;
}

describe('rolling back', () => {
  test('publishes an old version as a new one', async () => {
    await update(publishing(defaultCatalog));
    await update(publishing(presets.gallery, { baseVersion: 1 }));
    const { version, changes } = await update(rollingBack(1, 2));
    expect(version).toBe(3);
    expect(changes).toContainEqual(
      expect.objectContaining({ field: 'operation', about: ['Video'], before: null }),
    );
    const { inForce, versions } = await stored();
    expect(inForce?.catalog).toEqual(withOffers(defaultCatalog, offersOf));
    expect(versions).toHaveLength(3);
  });

  test('is rejected for a version that doesn’t exist, and when another version was published since', async () => {
    await update(publishing(defaultCatalog));
    await expect(update(rollingBack(7, 1))).rejects.toMatchObject({ code: 'not-found' });
    await expect(update(rollingBack(1, 0))).rejects.toMatchObject({ code: 'version-conflict' });
    expect((await stored()).versions).toHaveLength(1);
  });
});

describe('switches', () => {
  const targets: SwitchTarget[] = [
    { kind: 'all' },
    { kind: 'operation', operation: 'image' },
    { kind: 'model', operation: 'image', model: 'nano-banana' },
    { kind: 'provider', provider: 'google' },
  ];

  test.each(targets)(
    '%o takes effect on every instance within five seconds, before any provider is called, and can be undone',
    async (target) => {
      let nowMs = Date.now();
      const instance = instanceOn(createCatalogs({ db, now: () => nowMs }));
      const uid = await openAccount(instance.meter, 50);
      const ask = (version: number) =>
        callGenerate(instance, uid, requestOf(imageOf('a kite'), { catalogVersion: version })).answer;
      await update(publishing(defaultCatalog));
      await ask(1);
      expect(instance.runs()).toBe(1);

      await update(switching(target));
      nowMs += 5_000;
      await expect(ask(1)).rejects.toMatchObject({ code: 'operation-disabled' });
      expect(instance.runs()).toBe(1);
      await update(switching(target, true));
      // Whoever has seen the newer version need not wait.
      await ask(3);
      const { account } = await expectBooksBalance(uid);
      expect(account.lots).toMatchObject([{ remainingMicros: credits(40) }]);
      await instance.close();
    },
  );

  test('take effect one after the other when all are used at once, and none is rejected for a stale version', async () => {
    await update(publishing(defaultCatalog));
    const answers = await Promise.all(targets.map((target) => update(switching(target))));
    expect(answers.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5]);
    const catalog = (await stored()).inForce?.catalog;
    expect(catalog).toMatchObject({
      enabled: false,
      disabledProviders: ['google'],
      operations: { image: { enabled: false, models: { 'nano-banana': { enabled: false } } } },
    });
  });

  test.each([
    ['unknown-operation', { kind: 'operation', operation: 'levitation' }],
    ['unknown-operation', { kind: 'operation', operation: 'constructor' }],
    ['unknown-model', { kind: 'model', operation: 'image', model: 'constructor' }],
    ['not-found', { kind: 'provider', provider: 'nobody' }],
  ] as const)('are rejected as %s: %o', async (code, target) => {
    await update(publishing(defaultCatalog));
    await expect(update(switching(target))).rejects.toMatchObject({ code });
    expect((await stored()).versions).toHaveLength(1);
  });

  test('are rejected before a first version is published', async () => {
    await expect(update(switching({ kind: 'all' }))).rejects.toMatchObject({ code: 'not-configured' });
  });
});

const { upscale, ...earlyOperations } = defaultCatalog.operations;
const withoutUpscale: Catalog = { ...defaultCatalog, operations: earlyOperations };

/** What somebody might sell without anybody to make it. */
const holograms: Catalog = {
  ...withoutUpscale,
  operations: {
    ...earlyOperations,
    hologram: { ...(upscale as NonNullable<typeof upscale>), kind: 'hologram' },
  },
};

describe('kinds of work', () => {
  test('are rejected with their path if they are undeclared', async () => {
    await expect(update(publishing(holograms))).rejects.toMatchObject({
      code: 'invalid-argument',
      details: {
        issues: [
          {
            path: 'operations.hologram.kind',
            message: 'Nothing here makes the kind of work "hologram"',
          },
        ],
      },
    });
    expect((await stored()).versions).toHaveLength(0);
  });

  test('can be read in a published catalog after they are no longer declared, but not rolled back to', async () => {
    await update(publishing(defaultCatalog));
    const version = db.collection(collections.catalogVersions).doc('1');
    await version.update({ catalog: holograms });
    await db.collection(collections.config).doc(CATALOG_CONFIG).update({ catalog: holograms });
    const { catalog } = await createCatalogs({ db }).current(0);
    expect(catalog.operations.hologram?.kind).toBe('hologram');
    const rollBack = {
      action: 'rollBack',
      requestId: newRequestId(),
      baseVersion: 1,
      toVersion: 1,
      reason: 'a test',
    } as const;
    await expect(update(rollBack)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('that the previous build can’t read can be sold once the store is raised', async () => {
    await raiseStore(db, { version: SCHEMA_VERSION - 1, cursor: null, nowMs: Date.now() });
    await expect(update(publishing(defaultCatalog))).rejects.toMatchObject({
      code: 'invalid-argument',
      details: {
        reason: 'draft',
        issues: [{ code: 'early-kind', bound: 'upscale' }],
      },
    });
    await update(publishing(withoutUpscale));
  });
});

describe('the providers that can be reached', () => {
  test('are published with the prices, and not stored with the version', async () => {
    await update(publishing(defaultCatalog));
    const { inForce, versions } = await stored();
    expect(inForce?.reachableProviders).toEqual(['openai', 'studio']);
    expect(versions[0]?.reachableProviders).toBeNull();
    expect(inForce && unreachableProviders(inForce)).toEqual(['elevenlabs', 'fal', 'google', 'replicate']);
  });

  test('are published with what their models make, as the server knows it and not as the draft says', async () => {
    const wrong = { seconds: [59], sizes: null, shapes: null };
    await update(publishing(withOffers(defaultCatalog, () => wrong)));
    const { inForce } = await stored();
    expect(inForce?.catalog).toEqual(withOffers(defaultCatalog, offersOf));
    expect(inForce?.catalog.operations.video?.models['veo-3.1-fast']?.offers?.seconds).toEqual([4, 6, 8]);
    expect(inForce?.providerLabels).toMatchObject({ google: 'Google' });
  });

  test('are not written to a store that builds without these fields may read', async () => {
    await raiseStore(db, { version: 1, cursor: null, nowMs: Date.now() });
    await update(publishing(withoutUpscale));
    const inForce = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
    expect(inForce.data()).not.toHaveProperty('reachableProviders');
    expect(inForce.data()).not.toHaveProperty('providerLabels');
    expect(JSON.stringify(inForce.get('catalog'))).not.toContain('offers');
  });
});

describe('between quote and request', () => {
  test('a higher price is rejected with the new price and nothing is held; once confirmed, it is charged', async () => {
    const instance = instanceOn();
    const uid = await openAccount(instance.meter, 50);
    await update(publishing(defaultCatalog));
    const shown = requestOf(imageOf('a kite'));
    await update(publishing(withImageAt(8), { baseVersion: 1 }));
    await expect(callGenerate(instance, uid, shown).answer).rejects.toMatchObject({
      code: 'price-changed',
      details: { priceMicros: credits(8), catalogVersion: 2 },
    });
    const { activities } = await expectBooksBalance(uid);
    expect(activities.size).toBe(0);
    expect(instance.runs()).toBe(0);

    const confirmed = { ...shown, shownPriceMicros: credits(8), catalogVersion: 2 };
    expect(await callGenerate(instance, uid, confirmed).answer).toMatchObject({ capturedMicros: credits(8) });
    await instance.close();
  });

  test('a lower price is charged', async () => {
    const instance = instanceOn();
    const uid = await openAccount(instance.meter, 50);
    await update(publishing(defaultCatalog));
    const shown = requestOf(imageOf('a kite'));
    await update(publishing(withImageAt(3), { baseVersion: 1 }));
    expect(await callGenerate(instance, uid, shown).answer).toMatchObject({ capturedMicros: credits(3) });
    await instance.close();
  });

  test('an instance with an older version than the caller’s reads again before it rejects or charges', async () => {
    const instance = instanceOn();
    const uid = await openAccount(instance.meter, 50);
    await update(publishing(withImageAt(8)));
    await callGenerate(instance, uid, requestOf(imageOf('a kite'), { shownPriceMicros: credits(8) })).answer;
    await update(publishing(defaultCatalog, { baseVersion: 1 }));
    const newer = requestOf(imageOf('another kite'), { catalogVersion: 2 });
    expect(await callGenerate(instance, uid, newer).answer).toMatchObject({ capturedMicros: credits(5) });
    await instance.close();
  });

  test('held work keeps its price, whatever is published while it runs', async () => {
    const instance = instanceOn();
    const uid = await openAccount(instance.meter, 50);
    await update(publishing(defaultCatalog));
    const request = requestOf(chatOf('Tell me a long story'));
    const running = callGenerate(instance, uid, request);
    await expect.poll(() => running.chunks.length).toBeGreaterThan(0);
    const dear = structuredClone(defaultCatalog);
    Object.assign(dear.operations.chat?.models['gpt-5-mini'] ?? {}, {
      price: { kind: 'flat', micros: credits(40) },
    });
    await update(publishing(dear, { baseVersion: 1 }));
    const { capturedMicros } = await running.answer;
    expect(capturedMicros).toBeLessThanOrEqual(request.shownPriceMicros);
    await expectBooksBalance(uid);
    await instance.close();
  });
});

describe('an instance', () => {
  /** Counts the reads of what is in force, and can hold back an answer that has been read. */
  function counting() {
    let reads = 0;
    let held: Promise<void> | null = null;
    let release = () => {};
    let tellRead = () => {};
    async function get() {
      reads++;
      const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
      tellRead();
      await held;
      return snapshot;
    }
    const counted = { collection: () => ({ doc: () => ({ get }) }) } as unknown as Firestore;
    const hold = () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
      return new Promise<void>((resolve) => {
        tellRead = resolve;
      });
    };
    return {
      counted,
      reads: () => reads,
      hold,
      release() {
        held = null;
        release();
      },
    };
  }

  test('reads the catalog once in five seconds for all calls, and sooner for a call that needs a newer version', async () => {
    await update(publishing(defaultCatalog));
    const { counted, reads } = counting();
    let nowMs = 0;
    const catalogs = createCatalogs({ db: counted, now: () => nowMs });
    await Promise.all(Array.from({ length: 50 }, () => catalogs.current(1)));
    nowMs = 4_999;
    await catalogs.current(1);
    expect(reads()).toBe(1);
    nowMs = 5_000;
    await Promise.all(Array.from({ length: 50 }, () => catalogs.current(1)));
    expect(reads()).toBe(2);
    nowMs = 7_000;
    await catalogs.current(1);
    expect(reads()).toBe(2);
    await catalogs.current(1, { maxAgeMs: 2_000 });
    expect(reads()).toBe(3);
  });

  test('reads again for a caller who has seen a newer version, if that was published during the read', async () => {
    await update(publishing(defaultCatalog));
    const { counted, reads, hold, release } = counting();
    const catalogs = createCatalogs({ db: counted });
    const isRead = hold();
    const before = catalogs.current(1);
    await isRead;
    await update(publishing(withImageAt(6), { baseVersion: 1 }));
    const after = Promise.all(Array.from({ length: 10 }, () => catalogs.current(2)));
    release();
    expect((await before).version).toBe(1);
    expect((await after).map(({ version }) => version)).toEqual(Array(10).fill(2));
    expect(reads()).toBe(2);
  });

  test('rejects everything without a catalog, and calls no provider', async () => {
    const instance = instanceOn();
    const uid = await openAccount(instance.meter, 50);
    await expect(callGenerate(instance, uid, requestOf(imageOf('a kite'))).answer).rejects.toMatchObject({
      code: 'not-configured',
    });
    expect(instance.runs()).toBe(0);
    await instance.close();
  });

  test('prices held work by its own version, and can read every past version', async () => {
    await update(publishing(defaultCatalog));
    await update(publishing(withImageAt(6), { baseVersion: 1 }));
    const catalogs = createCatalogs({ db });
    expect((await catalogs.at(1)).catalog).toEqual(withOffers(defaultCatalog, offersOf));
    expect((await catalogs.at(2)).version).toBe(2);
  });
});
