import { expect, test } from 'vitest';
import { holdOf, workedOf } from '../../test/support/accounts.ts';
import { writesOf } from '../../test/support/writes-of.ts';
import { defaultCatalog } from '../contract/index.ts';
import { NOTHING_KNOWN } from '../meter/commands.ts';
import { decide } from '../meter/decide.ts';
import { newAccount } from '../platform/new-account.ts';
import { sumUsage } from './sum-usage.ts';

const NOW = 1_800_000_000_000;

test('what failed work costs the house is counted', () => {
  const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  const known = { ...NOTHING_KNOWN, accountId: 'uid', account };
  const hold = holdOf('uid', { priceMicros: 0 });
  const held = decide(known, hold, NOW);
  if (!('writes' in held)) throw new Error('not held');
  const { activity } = writesOf(held);
  const failed = workedOf(hold, { captureMicros: 0, status: 'failed' });
  if (failed.ending.kind !== 'worked') throw new Error('not worked');
  const ending = { ...failed.ending, usage: { ...failed.ending.usage, costUsdMicros: 42_000 } };
  const ended = decide({ ...known, activity }, { ...failed, ending }, NOW + 5);
  if (!('writes' in ended)) throw new Error('not ended');
  const { activity: over, entries } = writesOf(ended);
  if (!over) throw new Error('no activity');
  expect(entries).toEqual([]);
  expect(sumUsage(over, null, defaultCatalog)).toMatchObject({
    failed: 1,
    capturedMicros: 0,
    costUsdMicros: 42_000,
  });
});
