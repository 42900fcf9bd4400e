import { expect, test } from 'vitest';
import type { Generation, GenerationState } from '../../work/generation-store.ts';
import { expectedHolds } from './expected-holds.ts';

const running: GenerationState = {
  kind: 'running',
  heldMicros: null,
  fraction: null,
  text: '',
  cancelling: false,
};

function generation(requestId: string, state: GenerationState): Generation {
  const input = { kind: 'image', prompt: 'A fox' } as const;
  const intent = {
    operation: 'image',
    model: 'nano-banana',
    input,
    priceMicros: 9,
    holdMicros: 5,
    catalogVersion: 1,
  };
  return { requestId, intent, startedAtMs: 0, state };
}

test('a request counts as paid for until its hold is seen, and never twice', () => {
  const asked = [generation('a', running), generation('b', { kind: 'queued', cancelling: false })];
  expect(expectedHolds(asked, () => false)).toBe(10);
  expect(expectedHolds(asked, (id) => id === 'a')).toBe(5);
});

test('what was refused or has ended is not counted', () => {
  const changed = generation('a', { kind: 'price-changed', priceMicros: 6, catalogVersion: 2 });
  expect(expectedHolds([changed], () => false)).toBe(0);
});
