import { DAY_MS, HOUR_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { countdownText } from './format.ts';

/** "per hour", "per day": after a number of requests. */
export function windowText(windowMs: number): string {
  if (windowMs === HOUR_MS) return t`per hour`;
  return windowMs === DAY_MS ? t`per day` : t`in ${countdownText(windowMs)}`;
}
