import {
  AppError,
  type Catalog,
  firstSlice,
  offeredLengths,
  operationOf,
  quoteInput,
} from '@firemeter/functions/contract';
import { rankModels } from '#kit/core/rank-models.ts';
import { type Kinds, type Shortened, viewOf } from '../../work/kinds.ts';
import type { Ask } from '../../work/use-offer.ts';

/** A cheaper request that the balance covers. */
export type CheaperWay =
  | { readonly kind: 'shorter'; readonly what: 'text' | 'length' }
  | { readonly kind: 'model'; readonly label: string };

interface Question {
  readonly catalog: Catalog;
  readonly ask: Ask;
  readonly availableMicros: number;
  readonly kinds: Kinds;
  /** The plan that the account has; absent: none. */
  readonly plan?: string | null;
}

/** Looks for advice that helps whoever has too few credits; null: there is none but to get more. */
export function cheaperWay({
  catalog,
  ask,
  availableMicros,
  kinds,
  plan = null,
}: Question): CheaperWay | null {
  const shortest = shortestOf(catalog, ask, kinds);
  const leastMicros = shortest && priceToBegin(catalog, { ...ask, input: shortest.input });
  if (shortest && leastMicros !== null && leastMicros <= availableMicros) {
    return { kind: 'shorter', what: shortest.what };
  }
  const { operation, input, sources } = ask;
  const [other] = rankModels({ catalog, operation, input, sources, availableMicros, plan }).filter(
    ({ standing, name }) => standing === 'open' && name !== ask.model,
  );
  return other ? { kind: 'model', label: other.model.label } : null;
}

/** The least of the same kind that can be requested; null if there is nothing to shorten. */
function shortestOf(catalog: Catalog, { operation, model, input }: Ask, kinds: Kinds): Shortened | null {
  const sold = catalog.operations[operation]?.models[model];
  const lengths = sold && operationOf(input).length ? offeredLengths(sold) : null;
  // Each view takes the input of its own kind.
  return viewOf(kinds, input.kind)?.shorten?.(input as never, lengths) ?? null;
}

function priceToBegin(catalog: Catalog, ask: Ask): number | null {
  try {
    const quote = quoteInput(catalog, ask);
    return firstSlice(quote)?.leastMicros ?? quote.priceMicros;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
