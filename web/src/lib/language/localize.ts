import { i18n } from './i18n.tsx';

/** Returns what staff call something in the language that is shown, or else in the language they wrote it in. */
export function localize(
  text: string,
  translations: Readonly<Record<string, string>> | null | undefined,
): string {
  const [language = ''] = i18n.locale.split('-');
  return translations?.[i18n.locale] ?? translations?.[language] ?? text;
}
