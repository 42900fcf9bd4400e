import { expect, test, vi } from 'vitest';
import { whatIfCost } from '../../../scripts/bench/what-if-cost.ts';

const ACTIVITIES = 100_000;

test('the effect of a price change on 100,000 requests takes at most 400 reads', async () => {
  const address = process.env.FIRESTORE_EMULATOR_HOST ?? '';
  // It goes before any other address, such as that of the wire that counts.
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', undefined);
  const { reads, requests } = await whatIfCost(address, { activities: ACTIVITIES });
  expect(requests).toBe(ACTIVITIES);
  expect(reads).toBeGreaterThan(100);
  expect(reads).toBeLessThanOrEqual(400);
}, 300_000);
