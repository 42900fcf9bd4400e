import { t } from '@lingui/core/macro';
import { durationText, numberText } from '../texts/format.ts';

/** Returns how long a call took: "85 ms", "2.4 s"; null: nothing was counted. */
export function callTimeText(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 1_000 ? t`${numberText(Math.round(ms))} ms` : durationText(ms);
}
