import {
  assertNever,
  countedIn,
  type Model,
  type Operation,
  type Rate,
  type Unit,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** How something can be charged, as an admin chooses it. */
export type RateChoice = 'flat' | Unit | 'token' | 'variant';

const names: Record<RateChoice, string> = {
  flat: t`Each request`,
  image: t`By pictures`,
  second: t`By seconds`,
  character: t`By characters`,
  token: t`By tokens`,
  variant: t`By size`,
};

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
  kind: Operation['kind'],
  variants: Model['variants'],
): { value: RateChoice; label: string }[] {
  const counted = countedIn[kind];
  const bySize: RateChoice[] = variants && counted.includes('image') ? ['variant'] : [];
  const choices: RateChoice[] = ['flat', ...counted, ...bySize];
  return choices.map((value) => ({ value, label: names[value] }));
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
