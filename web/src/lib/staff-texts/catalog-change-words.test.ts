import { type Catalog, catalogChanges, presets } from '@firemeter/functions/contract';
import { describe, expect, test } from 'vitest';
import { changeText } from './catalog-change-words.ts';

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
      'Image · Nano Banana: price: 5 credits → 6 credits',
      (c) => Object.assign(nanoBanana(c).price, { micros: 6_000_000 }),
    ],
    [
      'Image · Nano Banana: price: 5 credits → 5.000001 credits',
      (c) => Object.assign(nanoBanana(c).price, { micros: 5_000_001 }),
    ],
    [
      'Image · Nano Banana: price: 5 credits → 1 credit',
      (c) => Object.assign(nanoBanana(c).price, { micros: 1_000_000 }),
    ],
    [
      'Image · Nano Banana: cost: $0.039 → $0.042',
      (c) => Object.assign(nanoBanana(c).cost, { micros: 42_000 }),
    ],
    ['Image · Nano Banana: switched: on → off', (c) => Object.assign(nanoBanana(c), { enabled: false })],
    ['Image: switched: on → off', (c) => Object.assign(image(c), { enabled: false })],
    ['Everything: on → off', (c) => Object.assign(c, { enabled: false })],
    ['Provider openai: on → off', (c) => c.disabledProviders.push('openai')],
    ['Image: limit: 50 in 1 hour → none', (c) => Object.assign(image(c), { limit: null })],
    [
      'Image: limit: 50 in 1 hour → 9 in 90 minutes',
      (c) => Object.assign(image(c), { limit: { max: 9, windowMs: 5_400_000 } }),
    ],
    ['Image: style: none → “A comic”', (c) => Object.assign(image(c), { style: 'A comic' })],
    ['Image · Nano Banana: model → removed', (c) => delete image(c).models['nano-banana']],
    ['Image · Nano Banana: new model', (c) => Object.assign(image(c).models, { second: nanoBanana(c) })],
    ['Image: operation → removed', (c) => delete c.operations.image],
    ['Starter: price: $10.00 → $12.00', (c) => Object.assign(part(c.packs.starter).prices, { usd: 1_200 })],
    ['Starter: label: none → Best value', (c) => Object.assign(part(c.packs.starter), { tag: 'best-value' })],
    [
      'Plus: monthly price: $19.00 → ¥2,400, $19.00',
      (c) => Object.assign(part(c.plans.plus).monthly, { jpy: 2_400 }),
    ],
    [
      'Plus: rolls over: at most 0 credits → at most 100 credits',
      (c) => Object.assign(part(c.plans.plus), { rolloverMicros: 100_000_000 }),
    ],
    ['Plus: days of trial: 0 → 14', (c) => Object.assign(part(c.plans.plus), { trialDays: 14 })],
    [
      'Welcome credits: 50 credits → 20 credits',
      (c) => Object.assign(c.grants, { welcomeMicros: 20_000_000 }),
    ],
    ['Free for admins: no → yes', (c) => Object.assign(c, { adminsRunFree: true })],
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
      'Image · Nano Banana: price: 5 credits → 0.5 credits per started 1,000 characters, at least 2 credits',
    ]);
    const tokens = {
      kind: 'per-token',
      inputMicrosPerThousand: 1_000_000,
      outputMicrosPerThousand: 4_000_000,
      minimumMicros: 0,
    };
    const chat = (c: Catalog) => part(part(c.operations.chat).models['gpt-5-mini']);
    expect(changed((c) => Object.assign(chat(c), { price: tokens }))).toEqual([
      'Chat · GPT-5 mini: price: 1 credit per 1,000 tokens → 1 credit in and 4 credits out per 1,000 tokens',
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
      'Image · Nano Banana: price: 5 credits → large 7 credits',
      'Image · Nano Banana: variants: none → large “Large” 1024×1024 high; default large',
    ]);
  });

  test('guests', () => {
    expect(changed((c) => Object.assign(c, { guests: null }), presets.gallery)).toEqual([
      'Guests: 3 in 1 day a session, 10 in 1 day an address, for image → can’t generate',
    ]);
  });
});

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value));
