import { expect, test } from 'vitest';
import { type Catalog, presets, quoteInput, readCatalog } from './index.ts';
import { isOfferedSize } from './offered.ts';

test.each([
  ['openai', 'gpt-image-1', 1_536, 1_024, true],
  ['openai', 'gpt-image-1', 1_000, 1_000, false],
  ['openai', 'dall-e-3', 1_792, 1_024, true],
  ['openai', 'a-later-model', 1_000, 1_000, true],
  ['google', 'gemini-2.5-flash-image', 1_344, 768, true],
  ['google', 'gemini-2.5-flash-image', 1_024, 300, false],
  ['replicate', 'black-forest-labs/flux-schnell', 1_024, 1_024, true],
  ['openai-compatible', 'any', 333, 77, true],
])('%s %s makes %d × %d: %s', (provider, providerModel, width, height, makes) => {
  expect(isOfferedSize({ provider, providerModel }, { width, height })).toBe(makes);
});

test('a size that the model does not make is refused before anything is held for it', () => {
  const catalog: Catalog = structuredClone(presets.studio);
  const { models = {} } = catalog.operations.image ?? {};
  const [name, model] = Object.entries(models).find(([, one]) => one.provider === 'openai') ?? [];
  expect(name).toBeDefined();
  const size = { label: 'A size', quality: null };
  Object.assign(model ?? {}, {
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
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining('1000 × 700') }),
  );
  expect(readCatalog(catalog).faults).toEqual([
    expect.objectContaining({ path: `operations.image.models.${name}.variants.all.odd` }),
  ]);
});
