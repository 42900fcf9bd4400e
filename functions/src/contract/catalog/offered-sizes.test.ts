import { expect, test } from 'vitest';
import { type Catalog, type ModelOffers, presets, quoteInput, readCatalog } from '../index.ts';
import { isOfferedSize } from './offered.ts';

const offers: ModelOffers = { seconds: null, sizes: ['1024x1024', '1536x1024'], shapes: null };
const shaped: ModelOffers = { seconds: null, sizes: null, shapes: ['1:1', '16:9'] };

test.each([
  [{ offers }, 1_536, 1_024, true],
  [{ offers }, 1_000, 1_000, false],
  [{ offers: shaped }, 1_344, 768, true],
  [{ offers: shaped }, 1_024, 300, false],
  [{}, 333, 77, true],
])('a model with the offers %j makes %d × %d: %s', (model, width, height, makes) => {
  expect(isOfferedSize(model, { width, height })).toBe(makes);
});

test('a size that the model doesn’t make is rejected before anything is held', () => {
  const catalog: Catalog = structuredClone(presets.studio);
  const { models = {} } = catalog.operations.image ?? {};
  const [name, model] = Object.entries(models).find(([, one]) => one.provider === 'openai') ?? [];
  expect(name).toBeDefined();
  const size = { label: 'A size', quality: null };
  Object.assign(model ?? {}, {
    offers,
    variants: {
      default: 'square',
      all: { square: { ...size, width: 1_024, height: 1_024 }, odd: { ...size, width: 1_000, height: 700 } },
    },
  });
  const ask = (variant: string) =>
    quoteInput(catalog, {
      operation: 'image',
      model: name,
      input: { kind: 'image', prompt: 'a kite', variant },
    });
  expect(ask('square').quantity).toMatchObject({ variant: 'square' });
  expect(() => ask('odd')).toThrow(
    expect.objectContaining({
      code: 'invalid-argument',
      details: expect.objectContaining({ width: 1_000, height: 700 }),
    }),
  );
  expect(readCatalog(catalog).faults).toEqual([
    expect.objectContaining({ path: `operations.image.models.${name}.variants.all.odd` }),
  ]);
});

test('a draft is checked against what the server knows about a model, whatever the draft says', () => {
  const catalog: Catalog = structuredClone(presets.studio);
  const model = catalog.operations.image?.models['gpt-image-1'];
  const odd = { label: 'Odd', width: 1_000, height: 700, quality: null };
  Object.assign(model ?? {}, { variants: { default: 'odd', all: { odd } } });
  expect(readCatalog(catalog).faults).toBeNull();
  expect(readCatalog(catalog, { offersOf: () => offers }).faults).toHaveLength(1);
  expect(readCatalog(catalog, { offersOf: () => null }).catalog).toEqual(catalog);
});
