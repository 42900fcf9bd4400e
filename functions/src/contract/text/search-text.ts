/** Letters that Unicode doesn't decompose. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
};

const MAX_PREFIX_LENGTH = 24;
const MAX_WORDS = 6;

/** Folds a text for searching: small letters without accents, single spaces. */
export function foldSearch(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðħıłþ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Folds a text for a lookup in `searchPrefixes`. */
export function searchPrefix(text: string): string {
  return firstCharacters(foldSearch(text)).join('');
}

/** Returns the folded beginnings of an e-mail address, of a name and of each of its words. */
export function toSearchPrefixes({ email, name }: { email: string | null; name: string | null }): string[] {
  const folded = foldSearch(name ?? '');
  const words = folded.split(' ').slice(1, MAX_WORDS);
  return [...new Set([foldSearch(email ?? ''), folded, ...words].flatMap(beginnings))];
}

function beginnings(text: string): string[] {
  const characters = firstCharacters(text);
  return characters.map((_, index) => characters.slice(0, index + 1).join(''));
}

function firstCharacters(text: string): string[] {
  return [...text].slice(0, MAX_PREFIX_LENGTH);
}
