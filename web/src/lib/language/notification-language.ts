import { type NotificationLanguage, notificationLanguages } from '@firemeter/functions/contract';
import { locale } from './locale.ts';

/** The language of texts that are written on the server or by the operator: the shown one if they exist in it. */
export const notificationLanguage: NotificationLanguage =
  notificationLanguages.find((known) => known === locale) ?? 'en';
