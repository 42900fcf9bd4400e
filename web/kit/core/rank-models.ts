import {
  AppError,
  type Catalog,
  firstSlice,
  fitLength,
  isOffered,
  isOpenOn,
  type Model,
  planRules,
} from '@firemeter/functions/contract';
import { type Ask, quoteAsk } from './price-ask.ts';

/** A model as it can be chosen. `dear`: more than there is; `plan`: for subscribers of `plans`; `off`: switched off. */
export interface RankedModel {
  name: string;
  model: Model;
  standing: 'open' | 'dear' | 'plan' | 'off';
  /** The labels of the plans that open it; empty: everybody can use it. */
  plans: readonly string[];
  /** The finest that suits the balance. */
  recommended: boolean;
  /** The most that the request would cost; null: it can't be made. */
  priceMicros: number | null;
}

/** A model suits a balance that pays for it this many times. */
const timesAffordable = 10;

/**
 * The models of an operation, cheapest first, by what a balance can pay. Recommended is the dearest that can be paid ten
 * times, else the cheapest that can be paid at all; nothing where there is nothing to choose from.
 * @param availableMicros null: nothing is charged
 * @param plan the plan that the account has; null or absent: none
 */
export function rankModels({
  catalog,
  operation: name,
  input,
  atMost,
  sources = [],
  availableMicros,
  plan = null,
}: Omit<Ask, 'model'> & {
  catalog: Catalog;
  availableMicros: number | null;
  plan?: string | null;
}): RankedModel[] {
  const operation = catalog.operations[name];
  if (!operation) return [];
  const priced = Object.entries(operation.models)
    .map(([modelName, model]) => {
      const ask: Ask = {
        ...{ operation: name, model: modelName, sources },
        ...(input && { input: fitLength(model, input) }),
        ...(atMost && { atMost }),
      };
      const prices = isOffered(catalog, operation, model) ? pricesOf(catalog, ask) : null;
      const rules = planRules(catalog, { operationName: name, model });
      const plans = rules.opening?.plans.map(({ label }) => label) ?? [];
      return { name: modelName, model, prices, plans, isOpen: isOpenOn(rules, plan) };
    })
    .sort((a, b) => orderOf(a) - orderOf(b));
  const affords = (micros: number) => availableMicros === null || availableMicros >= micros;
  const open = priced.filter(({ prices, isOpen }) => isOpen && prices && affords(prices.leastMicros));
  const suits = open.filter(({ prices }) => prices && affords(prices.priceMicros * timesAffordable));
  const best = open.length < 2 || availableMicros === null ? undefined : (suits.at(-1) ?? open[0]);
  return priced.map((one) => ({
    name: one.name,
    model: one.model,
    standing: open.includes(one) ? 'open' : standingOf(one),
    plans: one.plans,
    recommended: one === best,
    priceMicros: one.prices?.priceMicros ?? null,
  }));
}

function standingOf({ prices, isOpen }: { prices: Prices | null; isOpen: boolean }): 'dear' | 'plan' | 'off' {
  if (!prices) return 'off';
  return isOpen ? 'dear' : 'plan';
}

interface Prices {
  priceMicros: number;
  leastMicros: number;
}

function pricesOf(catalog: Catalog, ask: Ask): Prices | null {
  try {
    const quote = quoteAsk(catalog, ask);
    const { priceMicros } = quote;
    return { priceMicros, leastMicros: firstSlice(quote)?.leastMicros ?? priceMicros };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function orderOf({ prices }: { prices: Prices | null }): number {
  return prices?.priceMicros ?? Number.POSITIVE_INFINITY;
}
