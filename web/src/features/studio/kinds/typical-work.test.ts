import { type Catalog, creditsToMicros, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { whatItBuys as buysOf, typicalPrices as pricesOf } from '../../../lib/money/advice/typical-work.ts';
import { studioKinds } from './index.ts';

const typicalPrices = (catalog: Catalog) => pricesOf({ catalog, kinds: studioKinds });
const whatItBuys = (catalog: Catalog, micros: number) => buysOf({ catalog, kinds: studioKinds }, micros);

test('a pack buys between what its dearest and what its cheapest models make of it', () => {
  expect(whatItBuys(presets.gallery, creditsToMicros(25))).toEqual([
    { words: 'pictures', least: 12, most: 50 },
  ]);
  const [pictures] = whatItBuys(presets.videoremix, creditsToMicros(50));
  const prices = typicalPrices(presets.videoremix).filter(({ kind }) => kind === 'image');
  const counts = prices.map(({ priceMicros }) => Math.floor(creditsToMicros(50) / priceMicros));
  expect(pictures).toEqual({ words: 'pictures', least: Math.min(...counts), most: Math.max(...counts) });
  expect(pictures?.least).toBeLessThan(pictures?.most ?? 0);
  const studio = Object.fromEntries(
    whatItBuys(presets.studio, creditsToMicros(100)).map(({ words, most }) => [words, most]),
  );
  expect(studio).toMatchObject({
    pictures: 20,
    'videos of 4 s': 2,
    'recordings of 300 characters, by the started minute': 6,
  });
});

test('what it does not pay for once is not promised', () => {
  expect(whatItBuys(presets.studio, creditsToMicros(39)).map(({ words }) => words)).not.toContain(
    'videos of 4 s',
  );
});

test('models that are switched off have no price to compare', () => {
  const catalog = structuredClone(presets.studio) as Catalog;
  Object.assign(catalog.operations.image?.models['gpt-image-1'] ?? {}, { enabled: false });
  const models = typicalPrices(catalog).map(({ model }) => model);
  expect(models).toContain('nano-banana');
  expect(models).not.toContain('gpt-image-1');
});

test('a video is called as long as its model makes it', () => {
  const catalog = structuredClone(presets.videoremix) as Catalog;
  const { video } = catalog.operations;
  const veo = video?.models['veo-3.1-fast'];
  if (!video || !veo) throw new Error('No Veo');
  const offers = { seconds: [6], sizes: null, shapes: null };
  const hailuo = { ...veo, label: 'Hailuo', offers };
  const buys = () => whatItBuys(catalog, creditsToMicros(100)).map(({ words }) => words);
  Object.assign(video.models, { hailuo });
  expect(typicalPrices(catalog).find(({ model }) => model === 'hailuo')?.words).toBe('a video of 6 s');
  expect(buys()).toContain('videos of 4–6 s');
  Object.assign(veo, { enabled: false });
  expect(buys()).toContain('videos of 6 s');
});
