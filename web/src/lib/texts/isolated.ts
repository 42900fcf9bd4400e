/** Marks that turn the direction of whatever follows them, far beyond the text they came with. */
const directionMarks = /\p{Bidi_Control}/gu;
/** Letters that are written from right to left. */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Returns a text without its own marks of direction: for titles of windows and names of files. */
export function withoutDirection(text: string): string {
  return text.replace(directionMarks, '');
}

/**
 * Returns a text that somebody wrote, to be put in a sentence of ours where there are no elements: a label, a title, a
 * toast. It cannot turn the rest of the sentence; in elements `unicode-bidi: isolate` sees to that.
 */
export function isolated(text: string): string {
  const plain = withoutDirection(text);
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}
