import {
  AppError,
  builtInOperations,
  type Catalog,
  fitLength,
  isOffered,
  operationOf,
  quoteInput,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { startedText } from '../../texts/describe-rate.ts';
import { type Kinds, viewOf } from '../../work/kinds.ts';

/** What is sold, and the words for it. */
interface Shop {
  readonly catalog: Catalog;
  readonly kinds: Kinds;
}

/** What one typical piece of work costs with a model. */
export interface TypicalPrice {
  operation: string;
  operationLabel: string;
  kind: string;
  model: string;
  modelLabel: string;
  words: string;
  /** The length of a video by this model, whose shortest may be longer than the usual one. */
  seconds: number | null;
  /** What its price counts whole as soon as it has begun. */
  started: string | null;
  priceMicros: number;
}

/** Every model that can be used now, with what a typical piece of its work costs: cheapest first in each operation. */
export function typicalPrices({ catalog, kinds }: Shop): TypicalPrice[] {
  return Object.entries(catalog.operations).flatMap(([operationName, operation]) => {
    const { kind, label: operationLabel } = operation;
    const view = viewOf(kinds, kind);
    const work = builtInOperations.get(kind);
    if (!work || !view || view.sample === null) return [];
    const { sample, ofLength } = view;
    return Object.entries(operation.models)
      .filter(([, model]) => isOffered(catalog, operation, model))
      .flatMap(([name, model]) => {
        const { label } = model;
        const input = fitLength(model, work.sample.input);
        const ask = { operation: operationName, model: name, input, sources: work.sample.sources };
        const priceMicros = priceOf(catalog, ask);
        if (priceMicros === null || priceMicros === 0) return [];
        const names = { operation: operationName, operationLabel, kind, model: name, modelLabel: label };
        const seconds = ofLength ? (operationOf(input).length?.of(input) ?? null) : null;
        const words = ofLength && seconds !== null ? ofLength.one(seconds) : sample;
        return [{ ...names, words, seconds, started: startedText(model.price), priceMicros }];
      })
      .sort((a, b) => a.priceMicros - b.priceMicros);
  });
}

/** How many pieces of some work an amount pays for: it depends on the model. */
export interface Buys {
  words: string;
  /** With the dearest model; 0: it pays for none. */
  least: number;
  /** With the cheapest. */
  most: number;
}

/** How many pieces of the work of each operation an amount pays for; those it pays none of are left out. */
export function whatItBuys({ catalog, kinds }: Shop, micros: number): Buys[] {
  const byOperation = new Map<string, TypicalPrice[]>();
  for (const price of typicalPrices({ catalog, kinds })) {
    byOperation.set(price.operation, [...(byOperation.get(price.operation) ?? []), price]);
  }
  return [...byOperation.values()]
    .flatMap((prices) => {
      const [cheapest] = prices;
      const dearest = prices.at(-1);
      const view = viewOf(kinds, cheapest?.kind);
      if (!view?.many || !cheapest || !dearest) return [];
      const { many, ofLength } = view;
      const { kind, started } = cheapest;
      const isMeasured = (builtInOperations.get(kind)?.estimated.length ?? 0) > 0;
      const rounding = isMeasured ? started : null;
      const least = Math.floor(micros / dearest.priceMicros);
      const most = Math.floor(micros / cheapest.priceMicros);
      const lengths = lengthsOf(prices);
      const full = ofLength && lengths !== null ? ofLength.many(lengths) : many;
      return [{ words: rounding ? t`${full}, by the ${rounding}` : full, least, most }];
    })
    .filter(({ most }) => most > 0);
}

/** "4 s", or "4–6 s" where models make videos of different lengths. */
function lengthsOf(prices: readonly TypicalPrice[]): string | null {
  const lengths = prices.map(({ seconds }) => seconds).filter((seconds) => seconds !== null);
  if (lengths.length === 0) return null;
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return least === most ? t`${most} s` : t`${least}–${most} s`;
}

function priceOf(catalog: Catalog, ask: Parameters<typeof quoteInput>[1]): number | null {
  try {
    return quoteInput(catalog, ask).priceMicros;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
