import { assertNever, MICROS_PER_CREDIT, type Rate } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { formatLocale } from '../language/locale.ts';
import { creditsText } from './format.ts';
import { priceWords } from './unit-words.ts';

export type PriceUnit = 'credits' | 'usd';

const dollars = new Intl.NumberFormat(formatLocale, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});

/** An amount to the micro: "5 credits", "$0.042". Two amounts that differ never read the same. */
export function exactAmount(micros: number, money: PriceUnit): string {
  return money === 'usd' ? dollars.format(micros / MICROS_PER_CREDIT) : creditsText(micros);
}

/** A rate in full, to the micro: what an admin reads before publishing. */
export function describeRate(rate: Rate, money: PriceUnit): string {
  const amount = (micros: number) => exactAmount(micros, money);
  const withLeast = (text: string, minimumMicros: number) =>
    minimumMicros === 0 ? text : t`${text}, at least ${amount(minimumMicros)}`;
  switch (rate.kind) {
    case 'flat':
      return amount(rate.micros);
    case 'per-unit':
      return withLeast(t`${amount(rate.micros)} per ${countedText(rate)}`, rate.minimumMicros);
    case 'per-variant':
      return Object.entries(rate.micros)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([variant, micros]) => `${variant} ${amount(micros)}`)
        .join(', ');
    case 'per-token': {
      const { inputMicrosPerThousand, outputMicrosPerThousand, minimumMicros } = rate;
      const [input, output] = [amount(inputMicrosPerThousand), amount(outputMicrosPerThousand)];
      return withLeast(
        input === output ? t`${input} per 1,000 tokens` : t`${input} in and ${output} out per 1,000 tokens`,
        minimumMicros,
      );
    }
    default:
      return assertNever(rate);
  }
}

type PerUnit = Extract<Rate, { kind: 'per-unit' }>;

/** Returns the name of what a rate counts: "image", or "started minute" where a part counts as a whole. */
export const countedText = (rate: PerUnit) => startedText(rate) ?? priceWords(rate.unit).one;

/** Returns the name of a part that counts as a whole: "started minute", "started 100 characters"; null: there is none. */
export function startedText(rate: Rate): string | null {
  if (rate.kind !== 'per-unit' || rate.unitSize === 1) return null;
  return priceWords(rate.unit).started(rate.unitSize);
}
