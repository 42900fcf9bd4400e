import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { sellsReels } from './sells-reels.ts';

test('reels are made where all their parts are sold and switched on', () => {
  expect(sellsReels(presets.reelbanana)).toBe(true);
  expect(sellsReels(presets.studio)).toBe(false);
  expect(sellsReels({ ...presets.reelbanana, disabledProviders: ['google'] })).toBe(false);
  const { music: _, ...operations } = presets.reelbanana.operations;
  expect(sellsReels({ ...presets.reelbanana, operations })).toBe(true);
});
