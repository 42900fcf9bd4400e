// cspell:words Tarif neue Abos weitere

import { MAX_NOTE_LENGTH } from '../policies/terms.ts';
import { preview } from '../text/text.ts';
import type { Catalog, Plan, Rate } from './catalog.ts';
import { amountsOf } from './price-change.ts';

/** The entries that cost more in a catalog than in the one before. */
export interface PriceRises {
  readonly models: readonly { readonly operation: string; readonly model: string }[];
  /** Plans that cost more for new subscribers. Who has one keeps the price that was agreed to. */
  readonly plans: readonly string[];
}

/**
 * Returns what costs more than before. A price that is charged by another unit counts, because it may be dearer for some.
 * New and removed entries don't.
 */
export function priceRises(from: Catalog, to: Catalog): PriceRises {
  const models = Object.entries(from.operations).flatMap(([operation, { models: sold }]) =>
    Object.entries(sold).flatMap(([model, { price }]) => {
      const next = to.operations[operation]?.models[model]?.price;
      return next && isDearer(price, next) ? [{ operation, model }] : [];
    }),
  );
  const plans = Object.entries(from.plans).flatMap(([name, plan]) => {
    const next = to.plans[name];
    return next && isDearerPlan(plan, next) ? [name] : [];
  });
  return { models, plans };
}

/** The most things that a text names. The others are counted. */
const MAX_NAMED = 6;

/** Names what has risen, in each language that people are written to in. */
export function namesOfRises({ operations, plans }: Catalog, rises: PriceRises): { en: string; de: string } {
  const inLanguage = (language: 'en' | 'de') => {
    const label = (of: { label: string; labels?: Record<string, string> | undefined } | undefined) =>
      of?.labels?.[language] ?? of?.label ?? '';
    const names = [
      ...rises.models.map(({ operation, model }) => {
        const sold = operations[operation];
        return `${label(sold)} (${label(sold?.models[model])})`;
      }),
      ...rises.plans.map((name) =>
        language === 'de'
          ? `Tarif ${label(plans[name])} für neue Abos`
          : `plan ${label(plans[name])} for new subscribers`,
      ),
    ];
    const others = names.length - MAX_NAMED;
    const more = language === 'de' ? `${others} weitere` : `${others} more`;
    return preview([...names.slice(0, MAX_NAMED), ...(others > 0 ? [more] : [])].join(', '), MAX_NOTE_LENGTH);
  };
  return { en: inLanguage('en'), de: inLanguage('de') };
}

function isDearer(from: Rate, to: Rate): boolean {
  if (from.kind !== to.kind) return true;
  if (from.kind === 'per-unit' && to.kind === 'per-unit' && from.unit !== to.unit) return true;
  const [was, is] = [amountsOf(from), amountsOf(to)];
  return Object.entries(was).some(([name, amount]) => (is[name] ?? 0) > amount);
}

function isDearerPlan(from: Plan, to: Plan): boolean {
  const costs = (prices: Readonly<Record<string, number>> | null, of: Plan) =>
    Object.entries(prices ?? {}).map(([currency, cents]) => [currency, cents / of.monthlyMicros] as const);
  return (['monthly', 'yearly'] as const).some((interval) => {
    const next = new Map(costs(to[interval], to));
    return costs(from[interval], from).some(([currency, cost]) => (next.get(currency) ?? 0) > cost);
  });
}
