export type PseudoStyle = 'accented' | 'right-to-left';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'àƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ';
const accents = new Map([...plain].map((letter, index) => [letter, [...accented][index] ?? letter]));
const vowels = /[aeiou]/gi;

/** Turns a run of letters around: what is laid out from left to right all the same is seen at once. */
const OVERRIDE = '\u202e';
const END = '\u202c';

/** Returns a text without placeholders as it would be in a language that nobody speaks. */
export function pseudoText(text: string, style: PseudoStyle): string {
  const changed = text
    .replace(vowels, (vowel) => vowel + vowel.toLowerCase())
    .replace(/[a-z]/gi, (letter) => accents.get(letter) ?? letter);
  if (style === 'accented') return changed;
  return changed.replace(/\p{L}+(?:[ ’'-]\p{L}+)*/gu, (words) => `${OVERRIDE}${words}${END}`);
}
