import type { PackOffer } from '@firemeter/functions/contract';
import type { TypicalPrice } from '../money/advice/typical-work.ts';
import type { ModelFigure } from './spending.ts';

/** Another model for the same work, and its savings. */
export interface ModelSaving {
  readonly operation: string;
  readonly operationLabel: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly savedMicros: number;
}

/** The smallest share of the spending that is worth a change. */
const leastShare = 0.05;

/**
 * Finds the models whose work a cheaper one could have done, by the price of typical work with each. The largest
 * saving first.
 */
export function modelSavings(
  byModel: readonly ModelFigure[],
  prices: readonly TypicalPrice[],
): ModelSaving[] {
  const totalMicros = byModel.reduce((sum, { micros }) => sum + micros, 0);
  return byModel
    .flatMap(({ operation, name, micros }) => {
      const own = prices.filter((price) => price.operation === operation);
      const used = own.find((price) => price.model === name);
      const [cheapest] = own.toSorted((a, b) => a.priceMicros - b.priceMicros);
      if (!used || !cheapest || cheapest.priceMicros >= used.priceMicros) return [];
      const savedMicros = Math.floor(micros * (1 - cheapest.priceMicros / used.priceMicros));
      const { operationLabel, modelLabel: fromLabel } = used;
      return [{ operation, operationLabel, fromLabel, toLabel: cheapest.modelLabel, savedMicros }];
    })
    .filter(({ savedMicros }) => savedMicros > 0 && savedMicros >= totalMicros * leastShare)
    .sort((a, b) => b.savedMicros - a.savedMicros);
}

/** The smallest pack that is enough for a month, and its saving over repeated purchases of the smallest pack. */
export interface PackAdvice {
  readonly offer: PackOffer;
  /** The number of packs for a month: more than one where no pack is large enough. */
  readonly packsPerMonth: number;
  readonly savedCents: number;
}

/**
 * Recommends a pack for a user's monthly spending; null: nothing is sold, or nothing spent.
 * @param offers in one currency
 */
export function adviseOnPacks(offers: readonly PackOffer[], monthMicros: number): PackAdvice | null {
  if (monthMicros <= 0) return null;
  const bySize = offers.filter(({ micros }) => micros > 0).toSorted((a, b) => a.micros - b.micros);
  const [smallest] = bySize;
  const largest = bySize.at(-1);
  if (!smallest || !largest) return null;
  const offer = bySize.find(({ micros }) => micros >= monthMicros) ?? largest;
  const costOf = (one: PackOffer) => Math.ceil(monthMicros / one.micros) * one.amountCents;
  return {
    offer,
    packsPerMonth: Math.ceil(monthMicros / offer.micros),
    savedCents: Math.max(0, costOf(smallest) - costOf(offer)),
  };
}
