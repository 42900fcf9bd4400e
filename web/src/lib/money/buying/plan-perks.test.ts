import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { planPerks } from './plan-perks.ts';

test('a plan says what it opens, how far it raises limits, and that it has a queue of its own', () => {
  const catalog = structuredClone(presets.studio);
  Object.assign(catalog.plans.max ?? {}, { limits: { image: 200, gone: 5 }, priority: true });
  Object.assign(catalog.operations.video?.models['veo-3-fast'] ?? {}, { plans: ['max'] });
  Object.assign(catalog.operations.image?.models['gpt-image-1'] ?? {}, { plans: ['unlimited', 'max'] });
  expect(planPerks(catalog, 'max')).toEqual([
    'Opens GPT Image and Veo 3 Fast',
    'Image: 200 requests per hour instead of 50',
    'Long work has a queue of its own',
  ]);
  expect(planPerks(catalog, 'unlimited')).toEqual(['Opens GPT Image']);
  expect(planPerks(catalog, 'plus')).toEqual([]);
});
