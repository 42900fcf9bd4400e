import {
  AppError,
  type Catalog,
  calculateMargin,
  creditValueUsdMicros,
  type Model,
  Rate,
  TARGET_MARGIN,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { exactAmount } from '../../../../lib/texts/describe-rate.ts';
import { percentText, tenthsText } from '../../../../lib/texts/format.ts';
import type { KindView } from '../../../../lib/work/kinds.ts';

export interface MarginFacts {
  model: Pick<Model, 'price' | 'cost' | 'variants'>;
  /** A usual piece of the work. */
  usual: KindView['usual'];
  packs: Catalog['packs'];
}

export interface MarginWords {
  text: string;
  explanation: string;
  loses: boolean;
  /** What is left is less than the target line, at least of what the cheapest pack brings in. */
  isBelowTarget: boolean;
}

/** Null while a number that it needs is missing. */
export function marginWords({ model, usual, packs }: MarginFacts): MarginWords | null {
  const { price, cost } = model;
  if (![price, cost].every((rate) => Rate.safeParse(rate).success)) return null;
  const value = creditValueUsdMicros({ packs });
  if (!value || !Number.isFinite(value.least) || !Number.isFinite(value.most)) return null;
  const { quantity, words } = usual;
  const variant = model.variants?.default;
  const counted = variant === undefined ? quantity : { ...quantity, variant };
  try {
    const [low, high] = [value.least, value.most].map((micros) =>
      calculateMargin({ price, cost }, counted, micros),
    );
    if (!low || !high) return null;
    const usd = (micros: number) => exactAmount(Math.round(micros / 100) * 100, 'usd');
    const explanation = t`${words}: brings ${range(usd(low.priceUsdMicros), usd(high.priceUsdMicros))}, costs ${usd(low.costUsdMicros)}. A credit is sold for ${range(usd(value.least), usd(value.most))}.`;
    if (low.share === null || high.share === null) {
      const isBelowTarget = low.costUsdMicros > 0;
      return { text: isBelowTarget ? t`Free, at a cost` : t`Free`, explanation, loses: false, isBelowTarget };
    }
    const percent = range(percentText(low.share), percentText(high.share));
    const times =
      low.markup === null || high.markup === null
        ? t`no cost`
        : t`${range(tenthsText(low.markup), tenthsText(high.markup))}× cost`;
    return {
      text: t`${percent} margin · ${times}`,
      explanation,
      loses: low.share < 0,
      isBelowTarget: low.share < TARGET_MARGIN,
    };
  } catch (error) {
    // A variant that is being named anew has no price yet.
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}

const range = (low: string, high: string) => (low === high ? low : `${low}–${high}`);
