import { chooseLocale } from './choose-locale.ts';
import { isPseudo, languages } from './languages.ts';

/** Of the browser, whoever uses it: the sign-in page has a language too. */
const storageKey = 'firemeter.language';

/** Returns the language that a user has chosen; null: the browser's. */
export function readLanguage(): string | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isLanguage(name: string | null): boolean {
  return name !== null && (Object.hasOwn(languages, name) || isPseudo(name));
}

/** Keeps a choice, null for the browser's language. It is shown when the page is loaded again. */
export function writeLanguage(language: string | null): void {
  try {
    if (language === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, language);
  } catch {
    // What cannot be kept is lost with the page.
  }
}

/** `?language=de` chooses a language, the pseudo-languages too. */
function takeFromAddress(): void {
  const asked = new URLSearchParams(globalThis.location?.search).get('language');
  if (isLanguage(asked)) writeLanguage(asked);
}

takeFromAddress();

/** The language of the texts. It stays the same until the page is loaded again. */
export const locale: string = readLanguage() ?? chooseLocale(navigator.languages, Object.keys(languages));

/** Says how numbers, dates and money are written: as the browser's user is used to, in the language of the texts. */
export const formatLocale: string = isPseudo(locale)
  ? 'en-US'
  : (navigator.languages.find((wanted) => wanted === locale || wanted.startsWith(`${locale}-`)) ??
    { en: 'en-US', de: 'de-DE' }[locale] ??
    locale);
