import type { ErrorTexts } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { countdownText, creditsText } from '../texts/format.ts';

/** The errors for requests that would pass a cap of the account or of a label. */
export const capTexts: ErrorTexts['cap-reached'] = {
  day: ({ label, capMicros, leftMicros, retryAfterMs }) =>
    label === undefined
      ? t`Your cap is ${creditsText(capMicros)} a day, of which ${creditsText(leftMicros)} can still be spent. A new day begins in ${countdownText(retryAfterMs)}; or change the cap on your dashboard.`
      : t`The cap of “${label}” is ${creditsText(capMicros)} a day, of which ${creditsText(leftMicros)} can still be spent. A new day begins in ${countdownText(retryAfterMs)}; or change the cap on your dashboard.`,
  month: ({ label, capMicros, leftMicros, retryAfterMs }) =>
    label === undefined
      ? t`Your cap is ${creditsText(capMicros)} a month, of which ${creditsText(leftMicros)} can still be spent. A new month begins in ${countdownText(retryAfterMs)}; or change the cap on your dashboard.`
      : t`The cap of “${label}” is ${creditsText(capMicros)} a month, of which ${creditsText(leftMicros)} can still be spent. A new month begins in ${countdownText(retryAfterMs)}; or change the cap on your dashboard.`,
};
