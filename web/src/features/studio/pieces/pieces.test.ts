import { expect, test } from 'vitest';
import type { Generation } from '../../../lib/work/generation-store.ts';
import { isStored } from './pieces.ts';

const failed = (heldMicros: number | null) =>
  ({ state: { kind: 'failed', heldMicros, text: '' } }) as unknown as Generation;

test.each([
  ['failed after credits were held', failed(5_000_000), true],
  ['failed after a free one was admitted', failed(0), true],
  ['was turned away', failed(null), false],
])('a request that %s is stored or not, before its activity arrives', (_, generation, expected) => {
  expect(isStored({ generation, activity: undefined })).toBe(expected);
});
