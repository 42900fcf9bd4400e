import { notificationLanguages } from '@firemeter/functions/contract';
import { useEffect, useRef } from 'react';
import { locale } from '../../lib/language/locale.ts';
import { useNotificationSettings } from './use-notification-settings.ts';

/** The time zone of the browser. */
export const browserTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const language = notificationLanguages.find((known) => known === locale) ?? 'en';

/** Keeps the language and, unless the user has chosen one, the time zone for e-mail as they are in this browser. */
export function useReportPlace(): void {
  const { choices, change } = useNotificationSettings();
  const isReported = useRef(false);
  const timeZone = choices?.isTimeZoneChosen ? choices.timeZone : browserTimeZone();
  const differs = choices !== undefined && (choices.language !== language || choices.timeZone !== timeZone);
  const { mutate } = change;
  useEffect(() => {
    // Once a page: two browsers in different places would otherwise correct each other for ever.
    if (!differs || isReported.current) return;
    isReported.current = true;
    mutate({ language, timeZone });
  }, [differs, mutate, timeZone]);
}
