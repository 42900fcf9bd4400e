import { formatCredits, MICROCENTS, smallestUnits } from '@firemeter/functions/contract';
import { formatLocale } from '../../lib/language/locale.ts';
import { durationText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';

const percents = new Intl.NumberFormat(formatLocale, { style: 'percent', maximumFractionDigits: 1 });
const times = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(formatLocale, { notation: 'compact', maximumFractionDigits: 1 });

/** An amount in microcents, in whole smallest units of its currency. */
export const microcentsText = (microcents: number, currency: string) =>
  moneyText(Math.round(microcents / MICROCENTS), currency);

/** An amount in cents that was computed, and may have fractions. */
export const centsText = (cents: number, currency: string) => moneyText(Math.round(cents), currency);

/** A number for a file: 12.34 for 1,234 cents. */
export const microcentsNumber = (microcents: number, currency: string) =>
  Math.round(microcents / MICROCENTS) / smallestUnits(currency);
export const centsNumber = (cents: number, currency: string) => Math.round(cents) / smallestUnits(currency);

/** Money that is a number of a file again: "$12.34". */
export const moneyUnitsText = (units: number, currency: string) =>
  // Not −0.
  moneyText(Math.round(units * smallestUnits(currency)) || 0, currency);

/** Money on an axis: "$1.2K". */
export function compactMoneyText(units: number, currency: string): string {
  return new Intl.NumberFormat(formatLocale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: Math.abs(units) < 10 ? 2 : 1,
  }).format(units);
}

/** "57.3%"; null: nothing to divide by. */
export const shareText = (share: number | null) => (share === null ? '–' : percents.format(share));
/** "3.2×". */
export const timesText = (factor: number | null) => (factor === null ? '–' : `${times.format(factor)}×`);
export const compactText = (value: number) => compact.format(value);
/** Formats whole credits for sums. */
export const creditsSumText = (micros: number) => formatCredits(Math.round(micros / 1e6) * 1e6, formatLocale);
export const tookText = (ms: number | null) => (ms === null ? '–' : durationText(ms));
