import { expect, test } from 'vitest';
import { readCues } from './web-vtt.ts';

test('cues are read with their times, whatever else the file holds', () => {
  const file = [
    'WEBVTT',
    '',
    'NOTE made by hand',
    '',
    '1',
    '00:01.500 --> 00:02.250 align:start',
    '<v Mia>A small',
    'boat',
    '',
    '01:00:00.000 --> 01:00:01.000',
    'goes far',
  ].join('\r\n');
  expect(readCues(file)).toEqual([
    { startMs: 1_500, endMs: 2_250, text: 'A small boat' },
    { startMs: 3_600_000, endMs: 3_601_000, text: 'goes far' },
  ]);
});

test('a file without cues has none', () => {
  expect(readCues('WEBVTT\n')).toEqual([]);
});
