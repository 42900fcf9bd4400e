import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountMicros,
  type Catalog,
  Catalog as CatalogSchema,
  calculateMargin,
  countOf,
  creditsToMicros,
  creditValueUsdMicros,
  defaultCatalog,
  largestUse,
  type Quantity,
  quote,
  type Rate,
} from '../index.ts';

const micros = fc.integer({ min: 0, max: 1_000_000_000 });
const perUnit = fc.record({
  kind: fc.constant('per-unit' as const),
  unit: fc.constantFrom('image' as const, 'second' as const, 'character' as const),
  unitSize: fc.integer({ min: 1, max: 1_000_000 }),
  micros,
  minimumMicros: micros,
});
const perToken = fc.record({
  kind: fc.constant('per-token' as const),
  inputMicrosPerThousand: micros,
  outputMicrosPerThousand: micros,
  minimumMicros: micros,
});
const variants = ['large', 'small'] as const;
const perVariant = fc.record({
  kind: fc.constant('per-variant' as const),
  micros: fc.record({ large: micros, small: micros }),
});
const count = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2_000_000 }));
const counts = fc.record({
  images: count,
  seconds: count,
  characters: count,
  inputTokens: count,
  outputTokens: count,
});
/** The second is at least the first in everything that can be counted. */
const quantityPair = fc
  .tuple(counts, counts, fc.constantFrom(...variants))
  .map(([a, b, variant]): [Quantity, Quantity] => {
    const fields = Object.keys(a) as (keyof typeof a)[];
    const by = (pick: typeof Math.min) =>
      Object.fromEntries(fields.map((field) => [field, pick(a[field], b[field])]));
    return [
      { ...by(Math.min), variant },
      { ...by(Math.max), variant },
    ];
  });

/** The same by arithmetic that cannot lose a digit. */
function exactly(rate: Rate, quantity: Quantity): bigint {
  const big = (value: number | undefined) => BigInt(value ?? 0);
  const atLeast = (amount: bigint, minimum: number) => (amount > big(minimum) ? amount : big(minimum));
  const startedIn = (total: bigint, size: bigint) => total / size + (total % size === 0n ? 0n : 1n);
  switch (rate.kind) {
    case 'flat':
      return big(rate.micros);
    case 'per-unit': {
      const started = startedIn(big(countOf(quantity, rate.unit)), big(rate.unitSize));
      return atLeast(started * big(rate.micros), rate.minimumMicros);
    }
    case 'per-variant':
      return big(quantity.images) * big(rate.micros[quantity.variant ?? '']);
    case 'per-token': {
      const input = big(quantity.inputTokens) * big(rate.inputMicrosPerThousand);
      const output = big(quantity.outputTokens) * big(rate.outputMicrosPerThousand);
      return atLeast(startedIn(input + output, 1_000n), rate.minimumMicros);
    }
  }
}
const unitsOf = (units: number): Quantity => ({ images: units, seconds: units, characters: units });

describe('amountMicros', () => {
  test('started units count in full: 101 characters at 1 credit per hundred cost 2', () => {
    const rate: Rate = {
      kind: 'per-unit',
      unit: 'character',
      unitSize: 100,
      micros: 1_000_000,
      minimumMicros: 0,
    };
    const costs = [0, 1, 100, 101, 200, 201].map((units) => amountMicros(rate, unitsOf(units)) / 1_000_000);
    expect(costs).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test('1 credit per 1,000 tokens is exact to the token, and half a credit twice is exactly one', () => {
    const chat: Rate = {
      kind: 'per-token',
      inputMicrosPerThousand: 1_000_000,
      outputMicrosPerThousand: 1_000_000,
      minimumMicros: 0,
    };
    expect(amountMicros(chat, { inputTokens: 1, outputTokens: 2 })).toBe(3_000);
    const half = amountMicros({ kind: 'flat', micros: creditsToMicros(0.5) }, unitsOf(1));
    expect(half + half).toBe(creditsToMicros(1));
  });

  describe.each([
    ['flat', fc.record({ kind: fc.constant('flat' as const), micros })],
    ['per-unit', perUnit],
    ['per-variant', perVariant],
    ['per-token', perToken],
  ])('%s', (_, rates: fc.Arbitrary<Rate>) => {
    const property = (check: (rate: Rate, less: Quantity, more: Quantity) => void) =>
      fc.assert(fc.property(rates, quantityPair, (rate, [less, more]) => check(rate, less, more)));

    test('is exact to the micro', () => {
      property((rate, quantity) => {
        const amount = amountMicros(rate, quantity);
        expect(Number.isSafeInteger(amount)).toBe(true);
        expect(BigInt(amount)).toBe(exactly(rate, quantity));
      });
    });

    test('is never negative, and never less for more', () => {
      property((rate, less, more) => {
        expect(amountMicros(rate, less)).toBeGreaterThanOrEqual(0);
        expect(amountMicros(rate, more)).toBeGreaterThanOrEqual(amountMicros(rate, less));
      });
    });
  });

  test('a quantity of another kind is rejected, never priced as something else', () => {
    const rate: Rate = { kind: 'per-unit', unit: 'second', unitSize: 1, micros: 1, minimumMicros: 0 };
    expect(() => amountMicros(rate, { inputTokens: 1, outputTokens: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('quote', () => {
  const one = unitsOf(1);

  test('the default catalog is valid, and sells an image for 5 credits and chat by the token', () => {
    expect(CatalogSchema.safeParse(defaultCatalog).error).toBeUndefined();
    expect(quote(defaultCatalog, { operation: 'image', quantity: one }).priceMicros).toBe(creditsToMicros(5));
    const quantity = { inputTokens: 500, outputTokens: 500 } as const;
    expect(quote(defaultCatalog, { operation: 'chat', quantity }).priceMicros).toBe(creditsToMicros(1));
  });

  test.each([
    ['unknown-operation', { operation: 'nothing' }],
    ['unknown-operation', { operation: 'toString' }],
    ['unknown-model', { operation: 'image', model: 'hasOwnProperty' }],
  ])('refuses with %s: %o', (code, request) => {
    expect(() => quote(defaultCatalog, { ...request, quantity: one })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('nothing is sold while the catalog, the operation or the model is switched off', () => {
    const switches: ((catalog: Catalog) => void)[] = [
      (catalog) => Object.assign(catalog, { enabled: false }),
      (catalog) => Object.assign(catalog.operations.image ?? {}, { enabled: false }),
      (catalog) => Object.assign(catalog.operations.image?.models['nano-banana'] ?? {}, { enabled: false }),
    ];
    for (const off of switches) {
      const catalog = structuredClone(defaultCatalog);
      off(catalog);
      expect(() => quote(catalog, { operation: 'image', quantity: one })).toThrow(
        expect.objectContaining({ code: 'operation-disabled' }),
      );
    }
  });
});

test('a variant that a model doesn’t have is rejected, for models with variants and without', () => {
  const catalog = structuredClone(defaultCatalog);
  const quantity = { images: 1, variant: 'huge' };
  const refused = expect.objectContaining({ code: 'invalid-argument' });
  expect(() => quote(catalog, { operation: 'image', quantity })).toThrow(refused);
  const small = { label: 'Small', width: 512, height: 512, quality: null };
  Object.assign(catalog.operations.image?.models['nano-banana'] ?? {}, {
    variants: { default: 'small', all: { small } },
    price: { kind: 'per-variant', micros: { small: 7 } },
  });
  expect(() => quote(catalog, { operation: 'image', quantity })).toThrow(refused);
  expect(quote(catalog, { operation: 'image', quantity: { images: 2 } })).toMatchObject({
    priceMicros: 14,
    quantity: { images: 2, variant: 'small' },
  });
});

test('no model of a provider that is switched off is offered, and every model of another provider is', () => {
  const off = { ...defaultCatalog, disabledProviders: ['google'] };
  expect(() => quote(off, { operation: 'image', quantity: { images: 1 } })).toThrow(
    expect.objectContaining({ code: 'operation-disabled' }),
  );
  const other = { ...defaultCatalog, disabledProviders: ['openai'] };
  expect(quote(other, { operation: 'image', quantity: { images: 1 } }).modelName).toBe('nano-banana');
});

describe('margins', () => {
  const packs = {
    small: { label: 'Small', micros: 100_000_000, bonusMicros: 0, prices: { usd: 1_000 }, tag: null },
    large: { label: 'Large', micros: 5_000_000_000, bonusMicros: 0, prices: { usd: 30_000 }, tag: null },
    abroad: { label: 'Abroad', micros: 1, bonusMicros: 0, prices: { eur: 1 }, tag: null },
  };

  test('a credit is worth the price at which packs sell it', () => {
    expect(creditValueUsdMicros({ packs })).toEqual({ least: 60_000, most: 100_000 });
    expect(creditValueUsdMicros({ packs: { abroad: packs.abroad } })).toBeNull();
  });

  test('a margin is the share of the price that is kept, and the price as a multiple of the cost', () => {
    const price: Rate = { kind: 'flat', micros: 3_000_000 };
    const cost: Rate = { kind: 'flat', micros: 100_000 };
    expect(calculateMargin({ price, cost }, {}, 100_000)).toEqual({
      priceUsdMicros: 300_000,
      costUsdMicros: 100_000,
      share: 2 / 3,
      markup: 3,
    });
    const free: Rate = { kind: 'flat', micros: 0 };
    expect(calculateMargin({ price, cost: free }, {}, 100_000)).toMatchObject({ share: 1, markup: null });
    expect(calculateMargin({ price: free, cost }, {}, 100_000)).toMatchObject({ share: null, markup: 0 });
  });
});

test('the upper bound of a chat covers what a byte-level tokenizer makes of any script', () => {
  for (const content of [
    'How are you today?',
    'Wie geht es Ihnen heute?',
    '今日はお元気ですか',
    '👩‍👩‍👧 hello',
  ]) {
    const input = {
      kind: 'chat' as const,
      messages: [{ role: 'user' as const, content }],
      maxOutputTokens: 10,
    };
    const quantity = largestUse(input);
    expect(quantity).toMatchObject({ outputTokens: 10 });
    expect(quantity.inputTokens).toBeGreaterThan([...content].length / 2);
  }
});
