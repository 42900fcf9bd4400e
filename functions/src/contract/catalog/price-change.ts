import type { Catalog, Rate } from './catalog.ts';

/**
 * Returns by how many percent the price that changes most differs between two catalogs, of the lower one of both: a price that
 * doubles or is halved differs by 100%. Prices of models, and of credits in packs and plans. Infinity: something that was sold
 * becomes free, or the other way round, or is charged by another unit. New and removed entries don't count.
 */
export function largestPriceChange(from: Catalog, to: Catalog): number {
  const changes: number[] = [];
  for (const [name, operation] of Object.entries(from.operations)) {
    for (const [model, { price }] of Object.entries(operation.models)) {
      const next = to.operations[name]?.models[model]?.price;
      if (next) changes.push(rateChange(price, next));
    }
  }
  const before = creditPrices(from);
  for (const [key, price] of creditPrices(to)) {
    const was = before.get(key);
    if (was !== undefined) changes.push(percentBetween(was, price));
  }
  return Math.max(0, ...changes);
}

function rateChange(from: Rate, to: Rate): number {
  if (isEqual(from, to)) return 0;
  const [was, is] = [amountsOf(from), amountsOf(to)];
  const names = Object.keys(was).filter((name) => Object.hasOwn(is, name));
  const isSameUnit =
    from.kind === to.kind && (from.kind !== 'per-unit' || to.kind !== 'per-unit' || from.unit === to.unit);
  if (!isSameUnit) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...names.map((name) => percentBetween(was[name] ?? 0, is[name] ?? 0)));
}

/** Returns the amounts that a rate charges, by name; for units that are charged together, the amount for one. */
export function amountsOf(rate: Rate): Readonly<Record<string, number>> {
  switch (rate.kind) {
    case 'flat':
      return { flat: rate.micros };
    case 'per-unit':
      return { unit: rate.micros / rate.unitSize, minimum: rate.minimumMicros };
    case 'per-variant':
      return rate.micros;
    case 'per-token':
      return {
        input: rate.inputMicrosPerThousand,
        output: rate.outputMicrosPerThousand,
        minimum: rate.minimumMicros,
      };
  }
}

/** Returns the price of a credit in each pack and plan, by currency. */
function creditPrices({ packs, plans }: Catalog): Map<string, number> {
  const prices = new Map<string, number>();
  const add = (key: string, of: Readonly<Record<string, number>> | null, micros: number) => {
    for (const [currency, cents] of Object.entries(of ?? {}))
      prices.set(`${key} ${currency}`, cents / micros);
  };
  for (const [name, pack] of Object.entries(packs)) add(`pack ${name}`, pack.prices, pack.micros);
  for (const [name, plan] of Object.entries(plans)) {
    add(`plan ${name} month`, plan.monthly, plan.monthlyMicros);
    add(`plan ${name} year`, plan.yearly, plan.monthlyMicros);
  }
  return prices;
}

function percentBetween(a: number, b: number): number {
  if (a === b) return 0;
  return (Math.max(a, b) / Math.min(a, b) - 1) * 100;
}

function isEqual(a: Rate, b: Rate): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
