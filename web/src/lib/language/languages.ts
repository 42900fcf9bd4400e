/** The languages of the app, each by its own name. A new one is one more entry here, in `lingui.config.ts`, and its catalog. */
export const languages: Readonly<Record<string, string>> = Object.fromEntries(
  ['en', 'de'].map((code) => [code, new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code]),
);

/**
 * Languages for testing, made from English by the build: texts that are longer and accented, and the same from right to
 * left. What looks plain in them is no message.
 */
const pseudoLocales = ['en-XA', 'en-XB'] as const;

/** Returns whether a language is for testing. */
export function isPseudo(locale: string): boolean {
  return pseudoLocales.some((pseudo) => pseudo === locale);
}

const rightToLeft: ReadonlySet<string> = new Set(['en-XB', 'ar', 'fa', 'he', 'ur']);

/** Returns the direction in which a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale) || rightToLeft.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
