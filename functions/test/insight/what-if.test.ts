import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import {
  type Activity,
  builtInOperations,
  type Catalog,
  collections,
  DAY_MS,
  DEFAULT_INSIGHT_SETTINGS,
  defaultCatalog,
  encodeStored,
  INSIGHT_CONFIG,
  InsightSettings,
  MICROCENTS,
  type Rate,
  whatIf,
} from '../../src/contract/index.ts';
import { offersOf } from '../../src/generation/providers/registry.ts';
import { previewPrices } from '../../src/upkeep/insight/preview-prices.ts';
import { readRecentFacts } from '../../src/upkeep/insight/read-what-if.ts';
import { updateInsights } from '../../src/upkeep/insight/update-insights.ts';
import { packUsage } from '../../src/upkeep/usage/pack-usage.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { ownDb } from '../support/own-db.ts';
import { type Business, makeBusiness, START } from './business.ts';
import { type ReferenceSide, referenceReplay, referenceRevenue } from './reference-what-if.ts';
import { storeBusiness } from './store-business.ts';

const DRAFTS = 100;
const seed = Number(process.env.FIREMETER_SEED ?? 1);
const run = { traceId: 'test', onCommit: async () => undefined };

function createRandom(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORK = [
  ['image', 'nano-banana', () => ({ images: 1 })],
  ['image', 'flux-schnell', (random) => ({ images: 1 + random(4) })],
  ['video', 'seedance-lite', (random) => ({ seconds: 5 + random(6), images: 1 })],
  [
    'voice',
    'eleven-multilingual-v2',
    (random) => ({ seconds: 1 + random(200), characters: 1 + random(900) }),
  ],
  ['upscale', 'real-esrgan', (random) => ({ counts: { megapixel: 1 + random(16) } })],
  ['chat', 'gpt-5-mini', (random) => ({ inputTokens: random(3_000), outputTokens: 1 + random(4_000) })],
] as const satisfies readonly [string, string, (random: (below: number) => number) => Activity['quantity']][];

/** A business whose requests ask for quantities of every unit, and use some of them. */
function makeWork(): Business {
  const business = makeBusiness(seed * 31 + 4, 500);
  const random = createRandom(seed);
  for (const [id, activity] of business.activities) {
    const [operation, model, toQuantity] = WORK[random(WORK.length)] ?? WORK[0];
    const quantity: Activity['quantity'] = toQuantity(random);
    const used: Activity['quantity'] = { ...quantity };
    for (const field of ['images', 'seconds', 'characters', 'outputTokens'] as const) {
      if (used[field] !== undefined && random(3) === 0) used[field] = random((quantity[field] ?? 0) + 1);
    }
    business.activities.set(id, { ...activity, operation, kind: operation, model, quantity, used });
  }
  return business;
}

/** A draft that differs from the default prices anywhere: rates of other kinds, models removed or switched off, free work. */
function makeDraft(nth: number): Catalog {
  const random = createRandom(seed * 1_000 + nth);
  const draft = structuredClone(defaultCatalog);
  const micros = () => random(12_000_000);
  const unitsOf = (operation: string) => builtInOperations.get(operation)?.units ?? [];
  for (const [name, operation] of Object.entries(draft.operations)) {
    if (random(12) === 0) operation.enabled = false;
    if (random(12) === 0) operation.shadow = true;
    const units = unitsOf(operation.kind);
    for (const model of Object.values(operation.models)) {
      if (random(15) === 0) model.enabled = false;
      const unit = units[random(units.length)] ?? 'image';
      const rates: Rate[] = [
        { kind: 'flat', micros: micros() },
        unit === 'token'
          ? {
              kind: 'per-token',
              inputMicrosPerThousand: random(2_000_000),
              outputMicrosPerThousand: micros(),
              minimumMicros: random(3),
            }
          : {
              kind: 'per-unit',
              unit,
              unitSize: 1 + random(60),
              micros: micros(),
              minimumMicros: random(2) * 999,
            },
      ];
      model.price = rates[random(rates.length)] ?? model.price;
    }
    if (random(20) === 0 && name !== 'image') delete draft.operations[name];
  }
  if (random(20) === 0) draft.disabledProviders = ['fal'];
  return draft;
}

async function storeAll(db: Firestore, business: Business, at: { timeZone: string; endMs: number }) {
  const settings = encodeStored(InsightSettings, { ...DEFAULT_INSIGHT_SETTINGS, timeZone: at.timeZone }, 3);
  await db.collection(collections.config).doc(INSIGHT_CONFIG).set(settings);
  await storeBusiness(db, business);
  // In several runs, as the job adds facts.
  for (let untilMs = START + 20 * DAY_MS; ; untilMs = Math.min(at.endMs, untilMs + 13 * DAY_MS)) {
    const services = { db, catalogs: catalogsOf(), now: () => untilMs, untilMs };
    await packUsage(services, run);
    await updateInsights(services, { run, untilMs, unreadable: 0 });
    if (untilMs >= at.endMs) return;
  }
}

const zones = [
  ['Asia/Kolkata', START + 52 * DAY_MS],
  ['Europe/Berlin', START + 60 * DAY_MS],
] as const;

describe.each(zones)('the last 30 days in %s', (timeZone, endMs) => {
  const whole = makeWork();
  // As the store was then: later facts were not there.
  const business: Business = {
    ...whole,
    entries: new Map(
      [...whole.entries].filter(
        ([, entry]) => entry.createdAt < endMs - 7 * DAY_MS && (entry.recordedAt ?? 0) < endMs,
      ),
    ),
    activities: new Map(
      [...whole.activities].filter(
        ([, { endedAt, recordedAt }]) =>
          endedAt !== null && endedAt < endMs - 7 * DAY_MS && (recordedAt ?? 0) < endMs,
      ),
    ),
  };

  test('a hundred drafts come to what a replay of the raw documents comes to, to the micro', async () => {
    const db = await ownDb();
    await storeAll(db, business, { timeZone, endMs });
    const facts = await readRecentFacts(db);
    if (!facts) throw new Error('There are no figures');
    const { range, accounts, money, head } = facts;
    const replay = (catalog: Catalog) =>
      referenceReplay(business as never, { catalog, timeZone, fromDay: range.from, endMs: head.throughMs });
    const now = replay(defaultCatalog);
    expect(now.ran).toBeGreaterThan(50);
    let skipped = 0;
    for (let nth = 0; nth < DRAFTS; nth++) {
      const draft = makeDraft(nth);
      const then = replay(draft);
      const result = whatIf({
        ...{ accounts, current: defaultCatalog, draft, range, money, throughMs: head.throughMs },
        settings: { ...DEFAULT_INSIGHT_SETTINGS, timeZone },
      });
      expect(factsOf(result, nth)).toEqual(factsOfReference({ now, then, business }, nth));
      skipped += result.newlyUnaffordable;
      // Plans without a price per credit bring in the same, whatever the prices.
      const unlimited = Object.fromEntries(
        Object.entries(money.currencies).map(([currency, { sources }]) => [
          currency,
          Object.values(sources).reduce((sum, flows) => sum + flows.revenueUnlimited, 0),
        ]),
      );
      for (const [side, reference] of [
        [result.current, now],
        [result.draft, then],
      ] as const) {
        const revenue = referenceRevenue(business as never, reference);
        for (const currency of ['usd', 'eur', 'jpy']) {
          const captured = (side.revenueMicrocents[currency] ?? 0) - (unlimited[currency] ?? 0);
          expect(Math.abs(captured / MICROCENTS - (revenue.get(currency) ?? 0))).toBeLessThan(0.01);
        }
      }
    }
    expect(skipped).toBeGreaterThan(100);
    const services = { db, catalogs: catalogsOf(), operations: builtInOperations, offersOf };
    const answer = await previewPrices(services)(
      { draft: defaultCatalog },
      contextOf('admin'),
      () => undefined,
    );
    expect(answer.draft).toEqual(answer.current);
    expect([answer.payMore, answer.payLess, answer.affordLess, answer.newlyUnaffordable]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(answer.current.capturedMicros).toBe(now.captured);
  }, 120_000);
});

/** Returns the figures of both catalogs; the number of the draft names it in a failure. */
function factsOf(result: ReturnType<typeof whatIf>, nth: number) {
  const { current, draft, models, topPayMore, topAffordLess } = result;
  const side = ({
    ran,
    unaffordable,
    notOffered,
    capturedMicros,
    payers,
    costUsdMicros,
  }: typeof current) => ({
    ...{ ran, unaffordable, notOffered, captured: capturedMicros, payers, cost: costUsdMicros },
  });
  return {
    nth,
    current: side(current),
    draft: side(draft),
    models: models
      .map(({ operation, model, ...of }): [string, number, number] => [
        `${operation}/${model}`,
        of.current.capturedMicros,
        of.draft.capturedMicros,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    counts: [
      result.payMore,
      result.payLess,
      result.affordLess,
      result.newlyUnaffordable,
      result.newlyNotOffered,
    ],
    more: topPayMore.map(({ accountId, currentMicros, draftMicros }) => [
      accountId,
      currentMicros,
      draftMicros,
    ]),
    less: topAffordLess.map(({ accountId, newlyUnaffordable }) => [accountId, newlyUnaffordable]),
  };
}

function factsOfReference(
  { now, then, business }: { now: ReferenceSide; then: ReferenceSide; business: Business },
  nth: number,
): ReturnType<typeof factsOf> {
  const side = (of: ReferenceSide) => ({
    ...{
      ran: of.ran,
      unaffordable: of.unaffordable.size,
      notOffered: of.notOffered.size,
      captured: of.captured,
    },
    payers: [...of.byAccount.values()].filter((micros) => micros > 0).length,
    cost: of.cost,
  });
  const accounts = [...new Set([...business.activities.values()].map(({ accountId }) => accountId))].sort();
  const paid = accounts.map((id): [string, number, number] => [
    id,
    now.byAccount.get(id) ?? 0,
    then.byAccount.get(id) ?? 0,
  ]);
  const lost = [...then.unaffordable].filter((id) => !now.unaffordable.has(id) && !now.notOffered.has(id));
  const gone = [...then.notOffered].filter((id) => !now.unaffordable.has(id) && !now.notOffered.has(id));
  const lostBy = new Map<string, number>();
  for (const id of lost) {
    const accountId = business.activities.get(id)?.accountId ?? '';
    lostBy.set(accountId, (lostBy.get(accountId) ?? 0) + 1);
  }
  const models = [...new Set([...WORK.map(([operation, model]) => `${operation}/${model}`)])].sort();
  const more = paid.filter(([, before, after]) => after > before);
  return {
    nth,
    current: side(now),
    draft: side(then),
    models: models.map((key) => [key, now.byModel.get(key) ?? 0, then.byModel.get(key) ?? 0]),
    counts: [
      more.length,
      paid.filter(([, before, after]) => after < before).length,
      lostBy.size,
      lost.length,
      gone.length,
    ],
    more: more.sort((a, b) => b[2] - b[1] - (a[2] - a[1]) || (a[0] < b[0] ? -1 : 1)).slice(0, 20),
    less: [...lostBy].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 20),
  };
}
