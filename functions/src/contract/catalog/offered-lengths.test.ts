import { expect, test } from 'vitest';
import {
  defaultCatalog,
  fitLength,
  type GenerationInput,
  type ModelOffers,
  offeredLengths,
  quoteInput,
  withOffers,
} from '../index.ts';

const offers: ModelOffers = { seconds: [4, 6, 8], sizes: null, shapes: null };
const video = (seconds: number): GenerationInput => ({ kind: 'video', prompt: 'a kite', seconds });

test('a model makes the lengths that its provider offers, or any', () => {
  expect(offeredLengths({ offers })).toEqual([4, 6, 8]);
  expect(offeredLengths({})).toBeNull();
});

test.each([
  [1, 4],
  [5, 6],
  [8, 8],
  [60, 8],
])('the length nearest to %i seconds is %i', (wanted, nearest) => {
  expect(fitLength({ offers }, video(wanted))).toEqual(video(nearest));
  expect(fitLength({}, video(wanted))).toEqual(video(wanted));
});

test('a length that a model does not make has no price', () => {
  const catalog = withOffers(defaultCatalog, ({ provider }) => (provider === 'google' ? offers : null));
  const [name] =
    Object.entries(catalog.operations.video?.models ?? {}).find(([, model]) => model.offers) ?? [];
  const ask = (seconds: number) =>
    quoteInput(catalog, { operation: 'video', model: name, input: video(seconds) });
  expect(ask(4).quantity).toMatchObject({ seconds: 4 });
  expect(() => ask(1)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ lengths: [4, 6, 8] }) }),
  );
});

test('what the server knows about a model replaces what a draft says', () => {
  const drafted = withOffers(defaultCatalog, () => offers);
  const cleared = withOffers(drafted, () => null);
  expect(cleared).toEqual(defaultCatalog);
});
