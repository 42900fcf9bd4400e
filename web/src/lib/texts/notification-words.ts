import {
  type Notification,
  type NotificationPath,
  type NotificationText,
  notificationShape,
  notificationText,
  textFormats,
} from '@firemeter/functions/contract';
import { pseudoText } from '../../../build/pseudo-text.ts';
import { isPseudo } from '../language/languages.ts';
import { formatLocale, locale } from '../language/locale.ts';
import { notificationLanguage } from '../language/notification-language.ts';

const formats = textFormats(notificationLanguage, { locale: formatLocale });

/** Returns a notification's texts in the language that is shown; null for a kind of a later build. */
export function notificationWords({
  kind,
  details,
}: Pick<Notification, 'kind' | 'details'>): NotificationText | null {
  const words = notificationText({ kind, details }, { language: notificationLanguage, formats });
  if (!words || !isPseudo(locale)) return words;
  const style = locale === 'en-XB' ? 'right-to-left' : 'accented';
  const [title = '', text = '', action = ''] = [words.title, words.text, words.action].map((one) =>
    pseudoText(one, style),
  );
  return { title, text, action };
}

/** Returns the page that a notification leads to. */
export function notificationPath({ kind }: Pick<Notification, 'kind'>): NotificationPath {
  return notificationShape(kind)?.path ?? '/account';
}
