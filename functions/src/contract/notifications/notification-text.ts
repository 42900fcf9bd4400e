import { exactCredits } from '../money/credits.ts';
import { moneyText } from '../money/money.ts';
import {
  type NotificationDetails,
  type NotificationKind,
  type NotificationLanguage,
  notificationShape,
} from './notification-kinds.ts';
import { german } from './texts-de.ts';
import { english } from './texts-en.ts';

/** Writes amounts and times as the reader is used to. */
export interface TextFormats {
  /** "50": without the word. */
  readonly credits: (micros: number) => string;
  readonly money: (cents: number, currency: string) => string;
  readonly day: (ms: number) => string;
}

export interface NotificationText {
  readonly title: string;
  readonly text: string;
  /** The words on the button that leads to its page. */
  readonly action: string;
  /** Lines of a receipt. */
  readonly rows?: readonly (readonly [label: string, value: string, total?: 'total'])[];
}

/** The texts in a language. A table that lacks a kind doesn't compile. */
export type NotificationTexts = {
  readonly [K in NotificationKind]: (
    details: NotificationDetails<K>,
    formats: TextFormats,
  ) => NotificationText;
};

const tables: Readonly<Record<NotificationLanguage, NotificationTexts>> = { en: english, de: german };
const regions: Readonly<Record<NotificationLanguage, string>> = { en: 'en-US', de: 'de-DE' };

/** Returns how amounts and days are written. @param locale absent: as in the language's largest country */
export function textFormats(
  language: NotificationLanguage,
  { timeZone, locale = regions[language] }: { timeZone?: string | undefined; locale?: string } = {},
): TextFormats {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...(timeZone && { timeZone }) });
  return {
    credits: (micros) => exactCredits(micros, locale),
    money: (cents, currency) => moneyText(cents, currency, locale),
    day: (ms) => days.format(ms),
  };
}

/** Returns the texts of a notification; null if this build doesn't know its kind, because a later build wrote it. */
export function notificationText(
  { kind, details }: { readonly kind: string; readonly details: unknown },
  { language, formats }: { readonly language: NotificationLanguage; readonly formats: TextFormats },
): NotificationText | null {
  const parsed = notificationShape(kind)?.details.safeParse(details);
  if (!parsed?.success) return null;
  return tables[language][kind as NotificationKind](parsed.data as never, formats);
}
