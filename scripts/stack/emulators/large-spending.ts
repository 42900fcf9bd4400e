import {
  builtInOperations,
  type Catalog,
  countNames,
  isOffered,
  type Quantity,
  quote,
  toQuantity,
} from '@firemeter/functions/contract';

export interface Spending {
  operation: string;
  model: string;
  quantity: Quantity;
  priceMicros: number;
}

const manyTokens: Quantity = { inputTokens: 4_000, outputTokens: 42_000 };
const KEPT_MICROS = 1_000_000;

/** Pieces of work that take a balance as near to one credit as whole pieces can, the dearest first. */
export function largeSpending(catalog: Catalog, balanceMicros: number): Spending[] {
  const offers = Object.entries(catalog.operations)
    .flatMap(([operation, sold]) =>
      Object.entries(sold.models)
        .filter(([, model]) => isOffered(catalog, sold, model))
        .map(([model]) => {
          const quantity = quantityOf(sold.kind);
          const { priceMicros } = quote(catalog, { operation, model, quantity });
          return { operation, model, quantity, priceMicros };
        }),
    )
    .filter(({ priceMicros }) => priceMicros > 0)
    .sort((a, b) => b.priceMicros - a.priceMicros);
  const spending: Spending[] = [];
  let leftMicros = balanceMicros - KEPT_MICROS;
  for (const offer of offers) {
    for (; offer.priceMicros <= leftMicros; leftMicros -= offer.priceMicros) spending.push(offer);
  }
  return spending;
}

function quantityOf(kind: string): Quantity {
  const units = builtInOperations.get(kind)?.units ?? [];
  const counted = units.map((unit) => (unit === 'token' ? manyTokens : toQuantity(much(unit))));
  return Object.assign({}, ...counted);
}

function much(unit: string): Record<string, number> {
  const [name = unit] = countNames(unit);
  return { [name]: unit === 'character' ? 100 : 1 };
}
