import { expect, test } from 'vitest';
import { whenReachable } from './when-reachable.ts';

/** A server that is out of reach for so many looks. */
function outFor(looks: number) {
  const waits: number[] = [];
  return {
    waits,
    isReachable: async () => waits.length >= looks,
    wait: async () => {
      waits.push(Date.now());
    },
  };
}

test('a part of the app that cannot be loaded without a connection is loaded once there is one', async () => {
  const reach = outFor(3);
  const load = async () => {
    if (reach.waits.length < 3) throw new TypeError('Failed to fetch dynamically imported module');
    return 'page';
  };
  expect(await whenReachable(load, reach)).toBe('page');
  expect(reach.waits).toHaveLength(3);
});

test('a part that the server no longer has is told of at once, so that the newer version is loaded', async () => {
  const reach = outFor(0);
  const gone = new TypeError('Failed to fetch dynamically imported module');
  await expect(whenReachable(() => Promise.reject(gone), reach)).rejects.toBe(gone);
  expect(reach.waits).toEqual([]);
});
