import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage';

export type PseudoStyle = 'accented' | 'right-to-left';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'àƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ';
const accents = new Map([...plain].map((letter, index) => [letter, [...accented][index] ?? letter]));
const vowels = /[aeiou]/gi;

/** Turns a run of letters around: what is laid out from left to right all the same is seen at once. */
const OVERRIDE = '\u202e';
const END = '\u202c';

/**
 * Compiles an English message as it would be in a language that nobody speaks: with an accent on each letter and each
 * vowel twice, which makes it a third longer. Placeholders, numbers and tags stay as they are.
 */
export function pseudolocalize(message: string, style: PseudoStyle): CompiledMessage {
  return tokensOf(compileMessage(message), style) as CompiledMessage;
}

function tokensOf(tokens: unknown, style: PseudoStyle): unknown {
  if (typeof tokens === 'string') return textOf(tokens, style);
  if (!Array.isArray(tokens)) return tokens;
  return tokens.map((token) =>
    typeof token === 'string' ? textOf(token, style) : placeholderOf(token, style),
  );
}

/** A placeholder is its name, its type, and for a plural its forms. */
function placeholderOf(token: unknown, style: PseudoStyle): unknown {
  if (!Array.isArray(token)) return token;
  const [name, type, forms] = token;
  if (
    typeof forms !== 'object' ||
    forms === null ||
    (type !== 'plural' && type !== 'select' && type !== 'selectordinal')
  ) {
    return token;
  }
  const changed = Object.entries(forms).map(([form, tokens]) => [
    form,
    form === 'offset' ? tokens : tokensOf(tokens, style),
  ]);
  return [name, type, Object.fromEntries(changed)];
}

function textOf(text: string, style: PseudoStyle): string {
  return text
    .split(/(<\/?\w+\/?>)/)
    .map((part, index) => (index % 2 === 1 ? part : strange(part, style)))
    .join('');
}

function strange(text: string, style: PseudoStyle): string {
  const changed = text
    .replace(vowels, (vowel) => vowel + vowel.toLowerCase())
    .replace(/[a-z]/gi, (letter) => accents.get(letter) ?? letter);
  if (style === 'accented') return changed;
  return changed.replace(/\p{L}+(?:[ ’'-]\p{L}+)*/gu, (words) => `${OVERRIDE}${words}${END}`);
}
