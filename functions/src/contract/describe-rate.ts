import type { Rate } from './catalog.ts';
import { assertNever } from './errors.ts';
import { MICROS_PER_CREDIT } from './micros.ts';

export type PriceUnit = 'credits' | 'usd';

/** An amount to the micro: "5 credits", "$0.042". Two amounts that differ never read the same. */
export function exactAmount(micros: number, money: PriceUnit): string {
  const minimumFractionDigits = money === 'usd' ? 2 : 0;
  const number = (micros / MICROS_PER_CREDIT).toLocaleString('en-US', {
    minimumFractionDigits,
    maximumFractionDigits: 6,
  });
  if (money === 'usd') return `$${number}`;
  return `${number} ${micros === MICROS_PER_CREDIT ? 'credit' : 'credits'}`;
}

/** A rate in full, to the micro: what an admin reads before publishing, and in the audit log after. */
export function describeRate(rate: Rate, money: PriceUnit): string {
  const amount = (micros: number) => exactAmount(micros, money);
  switch (rate.kind) {
    case 'flat':
      return amount(rate.micros);
    case 'per-unit': {
      const { unit, micros, minimumMicros } = rate;
      return `${amount(micros)} per ${startedUnit(rate) ?? unit}${atLeast(amount, minimumMicros)}`;
    }
    case 'per-variant':
      return Object.entries(rate.micros)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([variant, micros]) => `${variant} ${amount(micros)}`)
        .join(', ');
    case 'per-token': {
      const { inputMicrosPerThousand, outputMicrosPerThousand, minimumMicros } = rate;
      const [input, output] = [amount(inputMicrosPerThousand), amount(outputMicrosPerThousand)];
      const apart = input === output ? input : `${input} in and ${output} out`;
      return `${apart} per 1,000 tokens${atLeast(amount, minimumMicros)}`;
    }
    default:
      return assertNever(rate);
  }
}

/**
 * Returns what a rate counts whole as soon as it has begun: "started minute", "started 100 characters". Null: it counts by
 * the piece.
 */
export function startedUnit(rate: Rate): string | null {
  if (rate.kind !== 'per-unit') return null;
  const { unit, unitSize } = rate;
  if (unit === 'second' && unitSize === 60) return 'started minute';
  return unitSize === 1 ? null : `started ${unitSize.toLocaleString('en-US')} ${unit}s`;
}

function atLeast(amount: (micros: number) => string, minimumMicros: number): string {
  return minimumMicros === 0 ? '' : `, at least ${amount(minimumMicros)}`;
}
