import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Catalog, catalogChanges, changeText, presets } from './index.ts';

function changed(change: (catalog: Catalog) => void, from: Catalog = presets.studio): string[] {
  const to = copyOf(from);
  change(to);
  return catalogChanges(from, to).map(changeText);
}
const part = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('The preset has changed: mend this test');
  return found;
};
const image = (catalog: Catalog) => part(catalog.operations.image);
const nanoBanana = (catalog: Catalog) => part(image(catalog).models['nano-banana']);

describe('a change reads as an admin would say it', () => {
  const cases: [string, (catalog: Catalog) => void][] = [
    [
      'Image · Nano Banana: price 5 → 6 credits',
      (c) => Object.assign(nanoBanana(c).price, { micros: 6_000_000 }),
    ],
    [
      'Image · Nano Banana: price 5 → 5.000001 credits',
      (c) => Object.assign(nanoBanana(c).price, { micros: 5_000_001 }),
    ],
    [
      'Image · Nano Banana: price 5 credits → 1 credit',
      (c) => Object.assign(nanoBanana(c).price, { micros: 1_000_000 }),
    ],
    [
      'Image · Nano Banana: cost $0.039 → $0.042',
      (c) => Object.assign(nanoBanana(c).cost, { micros: 42_000 }),
    ],
    ['Image · Nano Banana: switched on → off', (c) => Object.assign(nanoBanana(c), { enabled: false })],
    ['Image: switched on → off', (c) => Object.assign(image(c), { enabled: false })],
    ['Everything: switched on → off', (c) => Object.assign(c, { enabled: false })],
    ['Provider openai: switched on → off', (c) => c.disabledProviders.push('openai')],
    ['Image: limit 50 in 1 hour → none', (c) => Object.assign(image(c), { limit: null })],
    [
      'Image: limit 50 in 1 hour → 9 in 90 minutes',
      (c) => Object.assign(image(c), { limit: { max: 9, windowMs: 5_400_000 } }),
    ],
    ['Image: style none → “A comic”', (c) => Object.assign(image(c), { style: 'A comic' })],
    ['Image · Nano Banana: model → gone', (c) => delete image(c).models['nano-banana']],
    ['Image · Nano Banana: new model', (c) => Object.assign(image(c).models, { second: nanoBanana(c) })],
    ['Image: operation → gone', (c) => delete c.operations.image],
    [
      'Pack Starter: price $10.00 → $12.00',
      (c) => Object.assign(part(c.packs.starter).prices, { usd: 1_200 }),
    ],
    [
      'Pack Starter: label none → best-value',
      (c) => Object.assign(part(c.packs.starter), { tag: 'best-value' }),
    ],
    [
      'Plan Plus: monthly price $19.00 → ¥2,400, $19.00',
      (c) => Object.assign(part(c.plans.plus).monthly, { jpy: 2_400 }),
    ],
    [
      'Plan Plus: goes over into the next month at most 0 credits → at most 100 credits',
      (c) => Object.assign(part(c.plans.plus), { rolloverMicros: 100_000_000 }),
    ],
    ['Plan Plus: days of trial 0 → 14', (c) => Object.assign(part(c.plans.plus), { trialDays: 14 })],
    ['Welcome credits 50 → 20 credits', (c) => Object.assign(c.grants, { welcomeMicros: 20_000_000 })],
    ['Free for admins no → yes', (c) => Object.assign(c, { adminsRunFree: true })],
  ];
  test.each(cases)('%s', (words, change) => {
    expect(changed(change)).toEqual([words]);
  });

  test('charged another way: every part of the rate is in the words', () => {
    const price = {
      kind: 'per-unit',
      unit: 'character',
      unitSize: 1_000,
      micros: 500_000,
      minimumMicros: 2_000_000,
    };
    expect(changed((c) => Object.assign(nanoBanana(c), { price }))).toEqual([
      'Image · Nano Banana: price 5 credits → 0.5 credits per started 1,000 characters, at least 2 credits',
    ]);
    const tokens = {
      kind: 'per-token',
      inputMicrosPerThousand: 1_000_000,
      outputMicrosPerThousand: 4_000_000,
      minimumMicros: 0,
    };
    const chat = (c: Catalog) => part(part(c.operations.chat).models['gpt-5-mini']);
    expect(changed((c) => Object.assign(chat(c), { price: tokens }))).toEqual([
      'Chat · GPT-5 mini: price 1 credit per 1,000 tokens → 1 credit in and 4 credits out per 1,000 tokens',
    ]);
    const variants = {
      default: 'large',
      all: { large: { label: 'Large', width: 1_024, height: 1_024, quality: 'high' } },
    };
    expect(
      changed((c) =>
        Object.assign(nanoBanana(c), {
          price: { kind: 'per-variant', micros: { large: 7_000_000 } },
          variants,
        }),
      ),
    ).toEqual([
      'Image · Nano Banana: price 5 credits → large 7 credits',
      'Image · Nano Banana: variants none → large “Large” 1024×1024 high; default large',
    ]);
  });

  test('guests', () => {
    expect(changed((c) => Object.assign(c, { guests: null }), presets.gallery)).toEqual([
      'Guests 3 in 1 day a session, 10 in 1 day an address, for image → cannot generate',
    ]);
  });
});

test('the same catalog has no changes, in whatever order the store gives its keys back', () => {
  for (const catalog of Object.values(presets)) {
    expect(catalogChanges(catalog, backwards(catalog) as Catalog)).toEqual([]);
  }
});

test('between two presets every product’s operations come and go', () => {
  const words = catalogChanges(presets.studio, presets.gallery).map(changeText);
  expect(words).toContain('Video: operation → gone');
  expect(words).toContain('Image · Flux Dev: new model');
  expect(words).toContain('Pack Creator: price $40.00 → $14.99');
});

test('any field that changes is named, and where it is', () => {
  const leaves = [...leavesOf(presets.gallery)];
  fc.assert(
    fc.property(fc.constantFrom(...leaves), (path) => {
      const to = copyOf(presets.gallery);
      const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as never, to);
      parent[path.at(-1) ?? ''] = 'something else';
      const changes = catalogChanges(presets.gallery, to);
      expect(changes).toHaveLength(1);
      expect(path.join('.').startsWith(changes[0]?.path ?? 'nowhere')).toBe(true);
    }),
    { numRuns: 10 * leaves.length },
  );
});

/** What is no map, by its path; of texts that are chosen from a list, those whose words take any other. */
function* leavesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) {
    const field = path.at(-1) ?? '';
    const isWord = typeof value === 'string' && field !== 'kind' && !path.includes('guests');
    if (isWord) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key]);
}

function backwards(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}

/** A preset shares its parts; a copy as it comes out of the store does not. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
