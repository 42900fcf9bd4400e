import {
  assertNever,
  builtInOperations,
  type Model,
  type Operation,
  type Rate,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { unitWords } from '../../../../lib/texts/unit-words.ts';
import type { Kinds } from '../../../../lib/work/kinds.ts';

/** How something can be charged, as an admin chooses it: `flat`, `variant`, or by a unit. */
export type RateChoice = string;

export function choiceOf(rate: Rate): RateChoice {
  switch (rate.kind) {
    case 'flat':
      return 'flat';
    case 'per-unit':
      return rate.unit;
    case 'per-variant':
      return 'variant';
    case 'per-token':
      return 'token';
    default:
      return assertNever(rate);
  }
}

/** What a model's work can be charged by. */
export function rateChoices(
  kinds: Kinds,
  { kind, variants }: { kind: Operation['kind']; variants: Model['variants'] },
): { value: RateChoice; label: string }[] {
  const units: readonly string[] = builtInOperations.get(kind)?.units ?? [];
  return [
    { value: 'flat', label: t`Each request` },
    ...units.map((unit) => ({ value: unit, label: unitWords(kinds, { kind, unit }).by })),
    ...(variants && units.includes('image') ? [{ value: 'variant', label: t`By size` }] : []),
  ];
}

/** The same amount charged another way, to go on from. */
export function rateCharged(choice: RateChoice, rate: Rate, variants: Model['variants']): Rate {
  const micros = amountIn(rate);
  switch (choice) {
    case 'flat':
      return { kind: 'flat', micros };
    case 'token':
      return {
        kind: 'per-token',
        inputMicrosPerThousand: micros,
        outputMicrosPerThousand: micros,
        minimumMicros: 0,
      };
    case 'variant': {
      const all = Object.keys(variants?.all ?? {});
      return { kind: 'per-variant', micros: Object.fromEntries(all.map((name) => [name, micros])) };
    }
    default:
      return { kind: 'per-unit', unit: choice, unitSize: 1, micros, minimumMicros: 0 };
  }
}

function amountIn(rate: Rate): number {
  switch (rate.kind) {
    case 'flat':
    case 'per-unit':
      return rate.micros;
    case 'per-variant':
      return Math.max(0, ...Object.values(rate.micros));
    case 'per-token':
      return rate.outputMicrosPerThousand;
    default:
      return assertNever(rate);
  }
}
