import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type BuiltIn,
  builtIn,
  builtInOperations,
  type Counts,
  defineOperation,
  type EntryOf,
  factsOf,
  GenerationInput,
  type InputFor,
  type InputOf,
  largestUse,
  type Operations,
  Quantity,
  quoteInput,
  registerOperations,
  sourcesOf,
  toQuantity,
  type UnitOf,
} from '../index.ts';
import { operation, per, perThousandTokens } from '../presets/parts.ts';

const count = defineOperation({
  kind: 'count-sheep',
  input: { flock: z.string(), sheep: z.int() },
  units: ['sheep', 'token'],
  runs: 'app',
  sample: { input: { kind: 'count-sheep', flock: 'ours', sheep: 3 }, sources: [] },
  atMost: ({ sheep }) => ({ sheep, inputTokens: 1, outputTokens: 1 }),
  promptOf: ({ flock }) => flock,
});
type Count = typeof count;

test.each(builtIn)('the sample of the kind $kind is a valid request with a quantity', (one) => {
  const { kind, input, sample, units } = one;
  expect(GenerationInput.parse(sample.input)).toEqual(sample.input);
  expect(sample.sources).toHaveLength(sourcesOf(sample.input).length);
  const quantity = largestUse(sample.input, sample.sources);
  expect(Quantity.parse(quantity)).toEqual(quantity);
  expect(input.parse(sample.input).kind).toBe(kind);
  expect(new Set(units).size).toBe(units.length);
});

test('built-in units keep the fields that documents have had, and all others are counted by name', () => {
  expect(toQuantity({ images: 1, inputTokens: 2, sheep: 3, lamb: 0 })).toEqual({
    images: 1,
    inputTokens: 2,
    counts: { sheep: 3, lamb: 0 },
  });
  expect(largestUse<Count>(count.sample.input, [], registerOperations([count]))).toEqual({
    inputTokens: 1,
    outputTokens: 1,
    counts: { sheep: 3 },
  });
});

test('a quantity counts at most sixteen further units, and only under valid names', () => {
  const many = (units: number) => ({
    counts: Object.fromEntries(Array.from({ length: units }, (_, index) => [`u${index}`, 1])),
  });
  expect(Quantity.safeParse(many(16)).success).toBe(true);
  for (const wrong of [
    many(17),
    { counts: { 'a.b': 1 } },
    { counts: { constructor: 1 } },
    { counts: { a: -1 } },
  ]) {
    expect(Quantity.safeParse(wrong).success).toBe(false);
  }
});

test('a kind can be declared only once, and only under a valid name', () => {
  expect(() => registerOperations([...builtIn, count])).not.toThrow();
  expect(() => registerOperations([count, count])).toThrow('declared twice');
  expect(() => registerOperations([{ ...count, kind: 'Count Sheep' as 'count-sheep' }])).toThrow(TypeError);
  expect(() => registerOperations([{ ...count, units: ['a.b' as 'sheep'] }])).toThrow(TypeError);
});

test('a result has the facts that were measured, and no others', () => {
  const file = { where: 'here', base64: '' } as const;
  const image = { kind: 'image', mediaType: 'image/png', file, alt: '' } as const;
  expect(factsOf({ ...image, width: 3, height: 2 })).toEqual({ width: 3, height: 2, durationMs: null });
  expect(factsOf({ kind: 'captions', text: '' })).toEqual({ width: null, height: null, durationMs: null });
});

test('a wrong unit, input or operation doesn’t compile', () => {
  expectTypeOf<InputFor<Count>>().toEqualTypeOf<{ kind: 'count-sheep'; flock: string; sheep: number }>();
  expectTypeOf<UnitOf<Count>>().toEqualTypeOf<'sheep' | 'token'>();
  expectTypeOf<Counts<'sheep' | 'image'>>().toEqualTypeOf<{ sheep: number; images: number }>();
  expectTypeOf<InputOf<'voice'>>().toEqualTypeOf<{ kind: 'voice'; text: string }>();
  expectTypeOf<GenerationInput>().toEqualTypeOf<InputFor<BuiltIn>>();

  // Each of these is an error of the compiler, or it would be one that there is none.
  const neverRun = (catalog: Parameters<typeof quoteInput>[0], known: Operations<Count>) => {
    const input = { kind: 'count-sheep', flock: 'ours', sheep: 1 } as const;
    quoteInput(catalog, { operation: 'sheep', input }, known);
    // @ts-expect-error the kind is not among Firemeter's own
    quoteInput(catalog, { operation: 'sheep', input });
    // @ts-expect-error a video has no text
    quoteInput(catalog, { operation: 'video', input: { kind: 'video', text: 'a kite' } });
    // @ts-expect-error a flock is counted in whole sheep
    quoteInput(catalog, { operation: 'sheep', input: { ...input, sheep: 'many' } }, known);

    const model = { label: 'A', description: '', enabled: true, provider: 'p', providerModel: 'm' };
    const [byImage, bySecond, bySheep] = [per(1, 'image', 1), per(1, 'second', 1), per(1, 'sheep', 1)];
    const byToken = perThousandTokens(1);
    const entry = (price: EntryOf<Count>['models'][string]['price']): EntryOf<Count>['models'] => ({
      a: { ...model, price, cost: price },
    });
    entry(bySheep);
    entry(byToken);
    // @ts-expect-error sheep are not counted in pictures
    entry(byImage);
    // @ts-expect-error a picture is not charged by the second
    operation('Image', 'image', { a: { ...model, price: bySecond, cost: bySecond } });
    // @ts-expect-error nor by tokens
    operation('Image', 'image', { a: { ...model, price: byToken, cost: byToken } });
    // @ts-expect-error nobody makes holograms
    operation('Hologram', 'hologram', {});

    defineOperation({
      ...count,
      input: { flock: z.string() },
      units: ['sheep'],
      sample: { input: { kind: 'count-sheep', flock: '' }, sources: [] },
      promptOf: () => '',
      texts: () => [],
      sources: () => [],
      estimated: [],
      // @ts-expect-error the count of sheep is missing
      atMost: () => ({ goats: 1 }),
    });
  };
  expect(neverRun).toBeTypeOf('function');
  expect(builtInOperations.get('count-sheep')).toBeUndefined();
});
