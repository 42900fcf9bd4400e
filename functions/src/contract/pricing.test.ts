import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountMicros,
  type Catalog,
  Catalog as CatalogSchema,
  creditsToMicros,
  defaultCatalog,
  largestUse,
  type Quantity,
  quote,
  type Rate,
} from './index.ts';

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
const tokenCount = fc.integer({ min: 0, max: 2_000_000 });
const unitsOf = (units: number): Quantity => ({ images: units, seconds: units, characters: units });

describe('amountMicros', () => {
  test('started units count whole: 101 characters at 1 a hundred cost 2', () => {
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

  test('1 credit per 1,000 tokens is exact to the token, half a credit twice is exactly one', () => {
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

  test('is a safe integer, never negative, never below the minimum, never less for more', () => {
    const units = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(perUnit, units, units, (rate, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((n) => amountMicros(rate, unitsOf(n))) as [
          number,
          number,
        ];
        expect(Number.isSafeInteger(more)).toBe(true);
        expect(less).toBeGreaterThanOrEqual(rate.minimumMicros);
        expect(more).toBeGreaterThanOrEqual(less);
      }),
    );
    fc.assert(
      fc.property(perToken, tokenCount, tokenCount, tokenCount, (rate, inputTokens, outputTokens, extra) => {
        const less = amountMicros(rate, { inputTokens, outputTokens });
        const exact =
          (BigInt(inputTokens) * BigInt(rate.inputMicrosPerThousand) +
            BigInt(outputTokens) * BigInt(rate.outputMicrosPerThousand) +
            999n) /
          1_000n;
        expect(BigInt(less)).toBe(exact > BigInt(rate.minimumMicros) ? exact : BigInt(rate.minimumMicros));
        const more = Math.min(2_000_000, outputTokens + extra);
        expect(amountMicros(rate, { inputTokens, outputTokens: more })).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  test('a quantity of another kind is refused, never priced as something else', () => {
    const rate: Rate = { kind: 'per-unit', unit: 'second', unitSize: 1, micros: 1, minimumMicros: 0 };
    expect(() => amountMicros(rate, { inputTokens: 1, outputTokens: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('quote', () => {
  const units = unitsOf(1);

  test('the default catalog is a valid one, and sells image for 5 and chat by the token', () => {
    expect(CatalogSchema.safeParse(defaultCatalog).error).toBeUndefined();
    expect(quote(defaultCatalog, { operation: 'image', quantity: units }).priceMicros).toBe(
      creditsToMicros(5),
    );
    const quantity = { inputTokens: 500, outputTokens: 500 } as const;
    expect(quote(defaultCatalog, { operation: 'chat', quantity }).priceMicros).toBe(creditsToMicros(1));
  });

  test.each([
    ['unknown-operation', { operation: 'nothing' }],
    ['unknown-operation', { operation: 'toString' }],
    ['unknown-model', { operation: 'image', model: 'hasOwnProperty' }],
    ['operation-disabled', { operation: 'image', model: 'gpt-image-1' }],
  ])('refuses with %s: %o', (code, request) => {
    expect(() => quote(defaultCatalog, { ...request, quantity: units })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('nothing is sold while the catalog, the operation or the model is switched off', () => {
    const switches: ((catalog: Catalog) => void)[] = [
      (catalog) => Object.assign(catalog, { enabled: false }),
      (catalog) => Object.assign(catalog.operations.image ?? {}, { enabled: false }),
      (catalog) => Object.assign(catalog.operations.image?.models.aurora ?? {}, { enabled: false }),
    ];
    for (const off of switches) {
      const catalog = structuredClone(defaultCatalog);
      off(catalog);
      expect(() => quote(catalog, { operation: 'image', quantity: units })).toThrow(
        expect.objectContaining({ code: 'operation-disabled' }),
      );
    }
  });
});

test('the most a chat can use covers what a byte-level tokenizer makes of any script', () => {
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
