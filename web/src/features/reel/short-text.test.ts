import { creditsToMicros } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { shortText } from './short-text.ts';

test('a reel that cannot begin is not said to go on', () => {
  const firstMicros = creditsToMicros(2);
  expect(shortText({ availableMicros: creditsToMicros(0.5), firstMicros })).toBe(
    'You have 0.5, 1.5 too few to begin.',
  );
  expect(shortText({ availableMicros: creditsToMicros(2), firstMicros })).toContain('can go on from there');
});
