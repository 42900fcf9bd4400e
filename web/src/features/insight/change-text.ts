import { t } from '@lingui/core/macro';
import { formatLocale } from '../../lib/language/locale.ts';
import { numberText } from '../../lib/texts/format.ts';

const percent = new Intl.NumberFormat(formatLocale, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const HUNDRED_FOLD = 100;

/** Formats the change from the value before: "+12.4%"; null where that is meaningless. */
export function changeText(value: number | null, before: number | null | undefined): string | null {
  if (value === null || before == null) return null;
  if (before === 0) return value === 0 ? percent.format(0) : t`new`;
  const change = (value - before) / Math.abs(before);
  return Math.abs(change) >= HUNDRED_FOLD
    ? `× ${numberText(Math.round(value / before))}`
    : percent.format(change);
}

/** Formats the difference of two shares in percentage points: "+1.2 pp". */
export function pointsText(value: number | null, before: number | null | undefined): string | null {
  if (value === null || before == null) return null;
  // Not −0.
  const points = Math.round((value - before) * 1000) / 10 || 0;
  return t`${points > 0 ? '+' : ''}${numberText(points)} pp`;
}
