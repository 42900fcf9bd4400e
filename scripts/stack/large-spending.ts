import {
  type Catalog,
  countedIn,
  isOffered,
  type OperationKind,
  type Quantity,
  quote,
  units,
} from '@firemeter/functions/contract';

export interface Spending {
  operation: string;
  model: string;
  quantity: Quantity;
  priceMicros: number;
}

const much = { images: 1, seconds: 1, characters: 100 };
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

function quantityOf(kind: OperationKind): Quantity {
  const counted = countedIn[kind].map((unit): Quantity => {
    if (unit === 'token') return manyTokens;
    return { [units[unit]]: much[units[unit]] };
  });
  return Object.assign({}, ...counted);
}
