import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignWords, type TimedWord } from './align-words.ts';
import { webVtt } from './web-vtt.ts';

/** Words as a recognizer hears them, each 250 ms, one every 300 ms. */
const hear = (text: string): TimedWord[] =>
  text.split(' ').map((word, index) => ({ text: word, startMs: index * 300, endMs: index * 300 + 250 }));
const align = (text: string, timedWords: readonly TimedWord[]) =>
  alignWords(text, { timedWords, durationMs: (timedWords.at(-1)?.endMs ?? 0) + 200 });
const starts = (words: readonly TimedWord[]) =>
  Object.fromEntries(words.map(({ text, startMs }) => [text.trim(), startMs]));

test('recognized words set the times, and the text sets the words', () => {
  const words = align('The gray kite — "Ikarus" — climbs!', hear('the grey kite icarus climbs'));
  expect(words.map(({ text }) => text).join('')).toBe('The gray kite — "Ikarus" — climbs!');
  expect(words.map(({ startMs }) => startMs)).toEqual([0, 300, 600, 900, 1_200]);
});

test('words that were not recognized lie between their neighbors, and recognized words that are not in the text are ignored', () => {
  const timedWords = hear('um a kite climbs now').filter(({ text }) => text !== 'kite');
  const { A: a, red, kite, climbs } = starts(align('A red kite climbs', timedWords));
  expect([a, climbs]).toEqual([300, 900]);
  expect(red).toBe(550);
  expect(kite).toBeGreaterThan(550);
  expect(kite).toBeLessThan(900);
});

test('a phrase that was recognized as a whole gives its words time by their lengths', () => {
  const words = align('One twotwo', [{ text: 'one twotwo', startMs: 0, endMs: 1_000 }]);
  expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 400],
    [400, 1_000],
  ]);
});

test('a script without spaces is timed by its words too', () => {
  const words = align('人人生而自由。', [{ text: '人人生而自由', startMs: 0, endMs: 1_200 }]);
  expect(words.map(({ text }) => text).join('')).toBe('人人生而自由。');
  expect(words.length).toBeGreaterThan(1);
});

test('no recognized words give no timed words', () => {
  expect(align('A kite', [])).toEqual([]);
  expect(align('A kite', [{ text: '…', startMs: 0, endMs: 100 }])).toEqual([]);
});

test('any alignment joins to the text, with times that never go back', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdé. ,-人'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.array(word), (written, recognized) => {
      const text = written.join(' ');
      const words = align(
        text,
        recognized.map((text, index) => ({ text, startMs: index * 300, endMs: index * 300 + 250 })),
      );
      if (words.length === 0) return;
      expect(words.map(({ text }) => text).join('')).toBe(text);
      const times = words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(times.toSorted((a, b) => a - b)).toEqual(times);
    }),
  );
});

test('captions show one sentence at a time, while it is spoken', () => {
  const text = 'A kite climbs. It sees the sea!';
  expect(webVtt(align(text, hear('a kite climbs it sees the sea')))).toBe(
    [
      'WEBVTT\n',
      '1\n00:00:00.000 --> 00:00:00.850\nA kite climbs.\n',
      '2\n00:00:00.900 --> 00:00:02.050\nIt sees the sea!\n',
    ].join('\n'),
  );
});

test('a long sentence is shown in readable parts, and characters of the format count as text', () => {
  const text = `a < b & c --> d ${'word '.repeat(60)}`;
  const vtt = webVtt(align(text, hear(text.trim())));
  expect(vtt).toContain('a &lt; b &amp; c --&gt; d');
  const lines = vtt.split('\n').filter((line) => /word/.test(line));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.join(' ').match(/word/g)).toHaveLength(60);
});

test('a time longer than an hour shows its hours', () => {
  expect(webVtt([{ text: 'Late', startMs: 3_661_007, endMs: 3_662_000 }])).toContain(
    '01:01:01.007 --> 01:01:02.000',
  );
});
