import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { promiseOf } from './promise-of.ts';

test('nothing is promised of what is not sold, and of plans not what only packs keep', () => {
  const { packs, plans } = presets.studio;
  expect(Object.keys(packs).length * Object.keys(plans).length).toBeGreaterThan(0);
  expect(promiseOf({ packs, plans })).toMatch(
    /^Credits bought as packs never expire\. Credits from a plan are for/,
  );
  expect(promiseOf({ packs: {}, plans })).not.toContain('never expire');
  expect(promiseOf({ packs, plans: {} })).not.toContain('plan');
  expect(promiseOf({ packs: {}, plans: {} })).toBe('If work fails, you only pay for what was delivered.');
});
