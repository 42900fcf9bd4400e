import { expect, test } from 'vitest';
import { defaultCatalog, fitLength, type GenerationInput, offeredLengths, quoteInput } from './index.ts';

const veo = { provider: 'google', providerModel: 'veo-3.1-fast-generate-preview' };
const video = (seconds: number): GenerationInput => ({ kind: 'video', prompt: 'a kite', seconds });
const any = { provider: 'replicate', providerModel: 'a/model-that-makes-any' };

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
  expect(fitLength(veo, video(wanted))).toEqual(video(nearest));
  expect(fitLength(any, video(wanted))).toEqual(video(wanted));
});

test('a length that a model does not make has no price', () => {
  const sold = defaultCatalog.operations.video;
  const [name = ''] = Object.keys(sold?.models ?? {}).filter((model) => model.startsWith('veo'));
  const model = sold?.models[name];
  if (!sold || !model) throw new Error('No Veo');
  const models = { [name]: { ...model, enabled: true } };
  const catalog = { ...defaultCatalog, operations: { video: { ...sold, models, defaultModel: name } } };
  expect(quoteInput(catalog, { operation: 'video', input: video(4) }).quantity).toMatchObject({ seconds: 4 });
  expect(() => quoteInput(catalog, { operation: 'video', input: video(1) })).toThrow(
    'makes videos of 4, 6, or 8 seconds',
  );
});
