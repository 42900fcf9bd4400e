import { lookAlikes } from './look-alikes.ts';

/** Stands between words. */
const SEPARATOR = 1;
/** Invisible: zero-width characters, accents, joiners. */
export const UNSEEN = 2;
/** A character that reads as several, which `foldedSeveral` has. */
export const SEVERAL = 3;
/** The most characters that one can read as. */
export const MOST_OF_ONE = 3;

/** Signs that may stand for a letter within a word. */
export const signs = { bang: 0x21, star: 0x2a, plus: 0x2b, bar: 0x7c, apostrophe: 0x27 } as const;
const keptSigns: ReadonlySet<number> = new Set(Object.values(signs));
const apostrophes = /^['’‘`´ʼ′]$/u;

/**
 * Negative circled and squared letters and the letters of flags, which Unicode doesn't decompose. Each row begins with
 * A.
 */
const letterRows = [0x1f150, 0x1f170, 0x1f1e6];
const ligatures: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe' };

/** Results by character code; 0: not computed yet. */
const remembered = new Uint16Array(0x2_0000);
const rememberedSeveral = new Map<number, readonly number[]>();

/**
 * Returns a character as people read it: a small letter without accent, a digit, a sign that may stand for a letter, or
 * one of the constants above. Characters that look like a Latin letter become that letter, whatever their script. Words
 * are folded in the same way as the texts, so other scripts lose nothing but the difference.
 */
export function foldCharacter(code: number): number {
  if (code >= remembered.length) return single(fold(code));
  const known = remembered[code];
  if (known) return known;
  const value = single(fold(code));
  remembered[code] = value;
  return value;
}

function single(all: readonly number[]): number {
  const [first = UNSEEN] = all;
  return all.length > 1 ? SEVERAL : first;
}

/** Returns all characters that one reads as. */
export function folded(code: number): readonly number[] {
  const all = rememberedSeveral.get(code) ?? fold(code);
  rememberedSeveral.set(code, all);
  return all;
}

function fold(code: number): readonly number[] {
  const row = letterRows.find((first) => code >= first && code < first + 26);
  if (row !== undefined) return [0x61 + code - row];
  if (keptSigns.has(code)) return [code];
  const character = String.fromCodePoint(code);
  if (apostrophes.test(character)) return [signs.apostrophe];
  if (/[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(character)) return [];
  const sign = lookAlikes.get(character);
  if (sign !== undefined) return [sign.charCodeAt(0)];
  // Kana and Hangul keep their marks, which distinguish letters.
  const form = code >= 0x3000 && code < 0xfb00 ? 'NFKC' : 'NFKD';
  const plain = character.normalize(form).toLowerCase();
  const letters = [...(ligatures[plain] ?? plain.normalize(form))]
    .filter((part) => !/\p{M}/u.test(part))
    .map((part) => lookAlikes.get(part) ?? part)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (letters.length === 0) return [SEPARATOR];
  return letters.slice(0, MOST_OF_ONE).map((letter) => letter.charCodeAt(0));
}
