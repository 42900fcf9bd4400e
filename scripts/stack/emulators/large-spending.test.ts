import { type PresetName, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { largeSpending } from './large-spending.ts';

test.each(Object.keys(presets) as PresetName[])('of 50 credits %s leaves one to ten', (name) => {
  const catalog = presets[name];
  const { welcomeMicros } = catalog.grants;
  const spent = largeSpending(catalog, welcomeMicros).reduce((sum, { priceMicros }) => sum + priceMicros, 0);
  const leftMicros = welcomeMicros - spent;
  expect(leftMicros).toBeGreaterThanOrEqual(1_000_000);
  expect(leftMicros).toBeLessThan(catalog.lowBalanceMicros);
});
