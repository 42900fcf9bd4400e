import { expect, test } from 'vitest';
import { defaultCatalog, type GenerationInput, nearestLength, offeredLengths, quoteInput } from './index.ts';

const veo = { provider: 'google', providerModel: 'veo-3.1-fast-generate-preview' };
const any = { provider: 'sandbox', providerModel: 'drift' };

test('Veo makes videos of 4, 6 or 8 seconds', () => {
  expect(offeredLengths(veo)).toEqual([4, 6, 8]);
  expect(offeredLengths(any)).toBeNull();
});

test.each([
  [1, 4],
  [5, 6],
  [8, 8],
  [60, 8],
])('the length nearest to %i seconds is %i', (wanted, nearest) => {
  expect(nearestLength(veo, wanted)).toBe(nearest);
  expect(nearestLength(any, wanted)).toBe(wanted);
});

test('a length that a model does not make has no price', () => {
  const { video } = defaultCatalog.operations;
  const [name = ''] = Object.keys(video?.models ?? {}).filter((model) => model.startsWith('veo'));
  const model = video?.models[name];
  if (!video || !model) throw new Error('No Veo');
  const models = { [name]: { ...model, enabled: true } };
  const catalog = { ...defaultCatalog, operations: { video: { ...video, models, defaultModel: name } } };
  const input = (seconds: number): GenerationInput => ({ kind: 'video', prompt: 'a kite', seconds });
  expect(quoteInput(catalog, { operation: 'video', input: input(4) }).quantity).toMatchObject({ seconds: 4 });
  expect(() => quoteInput(catalog, { operation: 'video', input: input(1) })).toThrow(
    'makes videos of 4, 6, or 8 seconds',
  );
});
