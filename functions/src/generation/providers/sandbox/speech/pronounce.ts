import { spellOut } from './spell-out.ts';

/** A dictionary of 134,000 words, 4.7 MB: loaded when the first word is spoken. */
const load = async () => {
  const [{ dictionary }, { default: numbers }] = await Promise.all([
    import('cmu-pronouncing-dictionary'),
    import('number-to-words'),
  ]);
  return { dictionary, numbers };
};
let loaded: ReturnType<typeof load> | undefined;

/** Says how a word as it is written is spoken: its sounds in ARPABET, vowels with their stress; none for signs alone. */
export type Pronounce = (word: string) => string[];

export async function loadPronunciation(): Promise<Pronounce> {
  loaded ??= load();
  const { dictionary, numbers } = await loaded;
  const known = (word: string) =>
    Object.hasOwn(dictionary, word) ? (dictionary[word] ?? '').split(' ') : undefined;
  const say = (word: string) => known(word) ?? letterByLetter(word) ?? spellOut(word);
  /** Letters without a vowel: their names. */
  const letterByLetter = (word: string) =>
    /[aeiouy]/.test(word) ? undefined : [...word].flatMap((letter) => known(`${letter}.`) ?? []);
  const sayNumber = (digits: string) =>
    inWords(digits, numbers.toWords).flatMap((word) => known(word) ?? spellOut(word));

  return (written) => {
    const plain = plainLetters(written);
    const whole = known(plain);
    if (whole) return whole;
    return (plain.replace(/(?<=\d),(?=\d{3})/g, '').match(/[a-z]+(?:'[a-z]+)?|\d+|[&%@+]/g) ?? []).flatMap(
      (part) => {
        if (/\d/.test(part)) return sayNumber(part);
        return say(signs[part] ?? part);
      },
    );
  };
}

const signs: Readonly<Record<string, string>> = { '&': 'and', '%': 'percent', '@': 'at', '+': 'plus' };

/** Letters beyond the alphabet as those that sound most like them. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  þ: 'th',
  '’': "'",
};

function plainLetters(written: string): string {
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæøœłđþ’]/g, (letter) => letters[letter] ?? letter);
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

function inWords(digits: string, toWords: (value: number) => string): string[] {
  // A number of a telephone or a card is read digit by digit, as is one that begins with nothing.
  if (digits.length > 9 || (digits.length > 1 && digits.startsWith('0'))) {
    return [...digits].map((digit) => DIGITS[Number(digit)] ?? '');
  }
  const year = /^(1[1-9]|20)(\d\d)$/.exec(digits);
  if (year && year[2] !== '00' && !/^200/.test(digits)) {
    const [, century = '', rest = ''] = year;
    const end = rest.startsWith('0') ? `oh ${DIGITS[Number(rest)]}` : toWords(Number(rest));
    return `${toWords(Number(century))} ${end}`.match(/[a-z]+/g) ?? [];
  }
  return toWords(Number(digits)).match(/[a-z]+/g) ?? [];
}
