/** Rules from letters to sounds: at a place the first that fits is taken. `^` and `$` in a context are the word's ends. */
const rules: readonly (readonly [letters: RegExp, sounds: string])[] = [
  [/^kn/y, 'N'],
  [/^gn/y, 'N'],
  [/^wr/y, 'R'],
  [/^ps/y, 'S'],
  [/^x/y, 'Z'],
  [/tion/y, 'SH AX N'],
  [/sion/y, 'ZH AX N'],
  [/cious|tious/y, 'SH AX S'],
  [/ture\b/y, 'CH ER'],
  [/ight/y, 'AY T'],
  [/ough/y, 'AO'],
  [/augh/y, 'AO'],
  [/eigh/y, 'EY'],
  [/tch/y, 'CH'],
  [/sch/y, 'SH'],
  [/dge?(?=[ei]|$)/y, 'JH'],
  [/ch/y, 'CH'],
  [/sh/y, 'SH'],
  [/th/y, 'TH'],
  [/ph/y, 'F'],
  [/wh/y, 'W'],
  [/qu/y, 'K W'],
  [/ck/y, 'K'],
  [/gh/y, 'G'],
  [/ng$/y, 'NG'],
  [/ng(?=[^eiaouy])/y, 'NG'],
  [/eer|ear|ier/y, 'IH R'],
  [/air|are$/y, 'EH R'],
  [/ar/y, 'AA R'],
  [/or|oar|our/y, 'AO R'],
  [/er|ir|ur|yr/y, 'ER'],
  [/ee|ea|ie(?=[a-z])/y, 'IY'],
  [/ai|ay|ei|ey(?=.)/y, 'EY'],
  [/oa/y, 'OW'],
  [/oo/y, 'UW'],
  [/ou|ow(?=.)/y, 'AW'],
  [/ow$/y, 'OW'],
  [/oi|oy/y, 'OY'],
  [/au|aw/y, 'AO'],
  [/eu|ew|ue$/y, 'UW'],
  [/a(?=[^aeiouyr]e$|[^aeiouyr]e[sd]$)/y, 'EY'],
  [/i(?=[^aeiouyr]e$|[^aeiouyr]e[sd]$)/y, 'AY'],
  [/o(?=[^aeiouyr]e$|[^aeiouyr]e[sd]$)/y, 'OW'],
  [/u(?=[^aeiouyr]e$|[^aeiouyr]e[sd]$)/y, 'UW'],
  [/(?<=[a-z]{2})e$/y, ''],
  [/(?<=[aeiouy].*[^aeiouydt])ed$/y, 'D'],
  [/(?<=[a-z]{2})y$/y, 'IY'],
  [/(?<=^[a-z])y$/y, 'AY'],
  [/^y(?=[aeiou])/y, 'Y'],
  [/a$/y, 'AX'],
  [/a/y, 'AE'],
  [/e$/y, 'IY'],
  [/e/y, 'EH'],
  [/i$/y, 'IY'],
  [/i|y/y, 'IH'],
  [/o$/y, 'OW'],
  [/o/y, 'AA'],
  [/u$/y, 'UW'],
  [/u/y, 'AH'],
  [/([bdfglmnprst])\1/y, ''],
  [/b/y, 'B'],
  [/c(?=[eiy])/y, 'S'],
  [/c|k|q/y, 'K'],
  [/d/y, 'D'],
  [/f/y, 'F'],
  [/g(?=[eiy])/y, 'JH'],
  [/g/y, 'G'],
  [/h/y, 'HH'],
  [/j/y, 'JH'],
  [/l/y, 'L'],
  [/m/y, 'M'],
  [/n/y, 'N'],
  [/p/y, 'P'],
  [/r/y, 'R'],
  [/(?<=[aeiou])s(?=[aeiou])/y, 'Z'],
  [/s/y, 'S'],
  [/t/y, 'T'],
  [/v/y, 'V'],
  [/w/y, 'W'],
  [/x/y, 'K S'],
  [/z/y, 'Z'],
];

/** The sounds of a word that no dictionary has, by how its letters are mostly said; its first vowel is stressed. */
export function spellOut(word: string): string[] {
  const sounds: string[] = [];
  for (let at = 0; at < word.length; ) {
    let taken = 0;
    for (const [letters, said] of rules) {
      letters.lastIndex = at;
      const found = letters.exec(word);
      if (!found) continue;
      // Of a doubled letter one is said.
      const isDouble = found[1] !== undefined;
      taken = isDouble ? 1 : found[0].length;
      if (said) sounds.push(...said.split(' '));
      break;
    }
    at += Math.max(taken, 1);
  }
  const stressed = sounds.findIndex((sound) => /^[AEIOU]/.test(sound) && sound !== 'AX');
  return sounds.map((sound, index) =>
    /^[AEIOU]/.test(sound) && sound !== 'AX' ? `${sound}${index === stressed ? 1 : 0}` : sound,
  );
}
