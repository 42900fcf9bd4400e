import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test('a download is named after what was asked for, with the ending of its kind', () => {
  expect(fileName('A fox, asleep!', 'image/png')).toBe('a-fox-asleep.png');
  expect(fileName('Ein Füchslein', 'audio/mpeg')).toBe('ein-füchslein.mp3');
  expect(fileName('狐', 'image/svg+xml')).toBe('狐.svg');
  expect(fileName('…', 'video/mp4')).toBe('firemeter.mp4');
});
