import { useEffect, useRef } from 'react';
import { notificationLanguage } from '../../lib/language/notification-language.ts';
import { useNotificationSettings } from './use-notification-settings.ts';

/** The time zone of the browser. */
export const browserTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Keeps the language and, unless the user has chosen one, the time zone for e-mail as they are in this browser. */
export function useReportPlace(): void {
  const { choices, change } = useNotificationSettings();
  const isReported = useRef(false);
  const timeZone = choices?.isTimeZoneChosen ? choices.timeZone : browserTimeZone();
  const differs =
    choices !== undefined && (choices.language !== notificationLanguage || choices.timeZone !== timeZone);
  const { mutate } = change;
  useEffect(() => {
    // Once a page: two browsers in different places would otherwise correct each other for ever.
    if (!differs || isReported.current) return;
    isReported.current = true;
    mutate({ language: notificationLanguage, timeZone });
  }, [differs, mutate, timeZone]);
}
