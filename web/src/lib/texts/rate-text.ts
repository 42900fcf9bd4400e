import { assertNever, type Rate } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { countedText } from './describe-rate.ts';
import { creditsText, exactCredits } from './format.ts';

/** A price as it is read beside a model's name. */
export function rateText(rate: Rate): string {
  switch (rate.kind) {
    case 'flat':
      return creditsText(rate.micros);
    case 'per-unit': {
      return t`${exactCredits(rate.micros)} / ${countedText(rate)}`;
    }
    case 'per-variant': {
      const all = Object.values(rate.micros);
      const [least, most] = [Math.min(...all), Math.max(...all)];
      return least === most ? creditsText(most) : `${exactCredits(least)}–${creditsText(most)}`;
    }
    case 'per-token': {
      const { inputMicrosPerThousand: input, outputMicrosPerThousand: output } = rate;
      return input === output
        ? t`${exactCredits(output)} / 1k tokens`
        : t`${exactCredits(input)} in, ${exactCredits(output)} out / 1k`;
    }
    default:
      return assertNever(rate);
  }
}

/** What a size or quality costs; empty where all cost the same. */
export function variantText(rate: Rate, variant: string): string {
  return rate.kind === 'per-variant' ? creditsText(rate.micros[variant] ?? 0) : '';
}
