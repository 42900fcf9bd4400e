import { describe, expect, test } from 'vitest';
import { Catalog, offeredCatalog, presets, quote, unreachableProviders } from '../index.ts';

const all = ['openai', 'google', 'elevenlabs', 'replicate', 'fal', 'studio'];

describe('a published catalog', () => {
  test('is offered unchanged while it is unknown which providers can be reached', () => {
    const published = { catalog: presets.studio, reachableProviders: null };
    expect(offeredCatalog(published)).toBe(presets.studio);
    expect(unreachableProviders(published)).toEqual([]);
  });

  test.each(Object.values(presets))(
    '$preset is offered unchanged if every provider can be reached',
    (catalog) => {
      expect(offeredCatalog({ catalog, reachableProviders: all })).toEqual(catalog);
    },
  );

  test('offers no model whose provider cannot be reached, and no operation without models', () => {
    const published = { catalog: presets.studio, reachableProviders: ['openai', 'studio'] };
    const catalog = offeredCatalog(published);
    expect(Object.keys(catalog.operations)).toEqual(['image', 'chat']);
    expect(Object.keys(catalog.operations.image?.models ?? {})).toEqual(['gpt-image-1']);
    expect(unreachableProviders(published)).toEqual(['elevenlabs', 'fal', 'google', 'replicate']);
    expect(offeredCatalog(published)).toBe(catalog);
  });

  test('has another default model if the usual one can’t be reached', () => {
    const catalog = offeredCatalog({ catalog: presets.studio, reachableProviders: ['openai'] });
    expect(quote(catalog, { operation: 'image', quantity: { images: 1 } }).modelName).toBe('gpt-image-1');
  });

  test('has another default model that needs no plan, if there is one', () => {
    const draft: Catalog = structuredClone(presets.studio);
    const models = draft.operations.image?.models ?? {};
    Object.assign(models['gpt-image-1'] ?? {}, { plans: ['max'] });
    const both = offeredCatalog({ catalog: draft, reachableProviders: ['openai', 'fal'] });
    expect(both.operations.image?.defaultModel).toBe('flux-schnell');
    const one = offeredCatalog({ catalog: draft, reachableProviders: ['openai'] });
    expect(one.operations.image?.defaultModel).toBe('gpt-image-1');
  });

  test('stays valid for guests if none of their operations is left', () => {
    const catalog = offeredCatalog({ catalog: presets.gallery, reachableProviders: ['studio'] });
    expect(catalog.guests?.operations).toEqual([]);
    expect(Catalog.safeParse(catalog).error).toBeUndefined();
  });
});
