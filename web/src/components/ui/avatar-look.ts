const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns the color of a person, in degrees, by their id. */
export function hueOf(uid: string): number {
  let hue = 0;
  for (const character of uid) hue = (hue * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hue;
}

/** Returns at most two initials. A character that is made of several, such as an emoji or a letter with a mark, stays whole. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return words.slice(0, 2).map(firstCharacter).join('');
}

function firstCharacter(word: string): string {
  const [first] = characters.segment(word);
  return first?.segment.toLocaleUpperCase() ?? '';
}
