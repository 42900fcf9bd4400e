import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHeldOut, phrases, scoreOf } from '../../../test/moderation/published-set.ts';
import { createMatcher } from './create-matcher.ts';
import { defaultModeration } from './default-moderation.ts';
import { ModerationSettings } from './moderation-settings.ts';

const find = createMatcher(defaultModeration);
const categoriesIn = (text: string) => [...new Set(find(text).map(({ category }) => category))];
const on = (words: string[], allowed: string[] = []) =>
  createMatcher({ categories: { test: { enabled: true, words } }, allowed });

describe('the published test set', () => {
  test('has at least 400 phrases in several languages, each once, half of the bad and more from a public list', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(400);
    expect(new Set(phrases.map(({ text }) => text)).size).toBe(phrases.length);
    expect(new Set(phrases.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    expect(phrases.filter(({ from }) => from === 'LDNOOBW').length).toBeGreaterThanOrEqual(200);
  });

  test('has a held-out half of which at least 90% is caught, with at most 1% false alarms', () => {
    const { caught, falseAlarms } = scoreOf((text) => find(text).length > 0, phrases.filter(isHeldOut));
    expect(caught).toBeGreaterThanOrEqual(0.9);
    expect(falseAlarms).toBeLessThanOrEqual(0.01);
  });

  test('the default lists keep the rules for lists of admins', () => {
    expect(ModerationSettings.safeParse(defaultModeration).error?.issues).toBeUndefined();
  });
});

describe('a listed word is found', () => {
  const words = on(['*fuck*', 'asshole', 'porn*', 'kill him', 'slut']);
  test.each([
    ['in any case', 'FuCk'],
    ['with accents', 'fück'],
    ['in letters of other scripts', 'аsshоlе'],
    ['in full width', 'ｆｕｃｋ'],
    ['in mathematical letters', '𝓯𝓾𝓬𝓴'],
    ['in circles, squares and flags', 'ⓕⓤ🅲🇰'],
    ['in small capitals', 'ᴀssʜᴏʟᴇ'],
    ['letter by letter', 'f u c k'],
    ['with dots', 'f.u.c.k'],
    ['with stars between', 'f*u*c*k'],
    ['cut by a hyphen', 'ass-hole'],
    ['cut by a space, where a piece is no word', 'fu ck'],
    ['in leetspeak', '4ssh0l3'],
    ['with a one for an l', 's1ut'],
    ['with signs', '@$$hole'],
    ['with a star for a letter', 'f*ck'],
    ['stretched', 'asshoooooole'],
    ['with a letter doubled', 'fuuck'],
    ['with zero-width characters', 'f\u200bu\u200dc\u2060k'],
    ['with soft hyphens', 'f\u00adu\u00adck'],
    ['under marks', 'f\u0336u\u0336c\u0336k\u0336'],
    ['within another', 'absofuckinglutely'],
    ['as the beginning of another', 'pornographic'],
    ['as a phrase', 'I would kill, him!'],
  ])('%s', (_, text) => {
    expect(words(text)).toHaveLength(1);
  });

  test('a listed word is found at its position in the text', () => {
    const text = 'Draw a ｆ\u200bück now';
    const [finding] = words(text);
    expect(text.slice(finding?.start, finding?.end)).toBe('ｆ\u200bück');
    expect(finding).toMatchObject({ category: 'test', entry: '*fuck*' });
  });

  test('a phrase is found with up to three words between its words, if it allows them', () => {
    const phrase = on(['make .. bomb']);
    expect(phrase('make me a big bomb')).toHaveLength(1);
    expect(phrase('make me a very big bomb')).toEqual([]);
    expect(phrase('bomb: make one')).toEqual([]);
  });

  test('a listed word is found anywhere in scripts without spaces', () => {
    expect(on(['裸'])('森の中の裸の人')).toHaveLength(1);
  });

  test('a word in a category that is switched off is not found', () => {
    const off = { categories: { test: { enabled: false, words: ['slut'] } }, allowed: [] };
    expect(createMatcher(off)('slut')).toEqual([]);
  });
});

describe('a text that only resembles a listed word is fine', () => {
  test.each([
    'the cockpit of a plane',
    'shiitake mushrooms',
    'a class assessing the bass',
    "who're they, and he'll shell peas",
    'C L A S S',
    'push it, as so many do',
    'an A55 for $455',
    'the classic analysis of Scunthorpe',
    'a bath bomb',
  ])('%s', (text) => {
    expect(categoriesIn(text)).toEqual([]);
  });

  test('an allowed phrase covers the words inside it, and nothing next to it', () => {
    const words = on(['tit', 'bomb'], ['blue tit', 'bath bomb']);
    expect(words('a blue tit')).toEqual([]);
    expect(words('a blue tit, a tit').map(({ start }) => start)).toEqual([14]);
  });
});

describe('the time to read any text grows with its length', () => {
  const hostile = [
    'a',
    'f',
    'fuc',
    'f ',
    'f-',
    'f*',
    'fu ',
    'shiitake ',
    'make ',
    'how to ',
    'sh!',
    'oo',
    '1l|!',
    'kill my ',
    '𝕗',
    'ﬃ',
    '\u0301',
    'f u ',
    '🇫',
    'あ',
  ];

  test.each(hostile)('100 kB of %j', (piece) => {
    const timeOf = (length: number) => {
      const text = piece.repeat(length / piece.length);
      const startedMs = performance.now();
      find(text);
      return performance.now() - startedMs;
    };
    timeOf(10_000);
    // Ten times as long takes about ten times as long, where something quadratic takes a hundred.
    expect(timeOf(100_000)).toBeLessThan(40 * timeOf(10_000) + 500);
  });

  test('any text is read without an error, and findings lie inside it', () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...hostile, '*', "'", '!', '0'),
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
    });
    fc.assert(
      fc.property(nasty, (text) => {
        for (const { start, end } of find(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
