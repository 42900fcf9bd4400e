import { type Plan, PlanTerms } from '../../contract/index.ts';
import { fromStripeAmount } from '../stripe/stripe-amount.ts';

/** The terms of a price at Stripe. A price never changes; other terms need another price. */
export type PricedTerms = Pick<
  PlanTerms,
  'unlimited' | 'monthlyMicros' | 'rolloverMicros' | 'catalogVersion'
>;

export interface PlanPrice {
  readonly currency: string;
  readonly unit_amount?: number | null | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Returns terms as the metadata of a price at Stripe, from which later invoices are booked. */
export function toPriceMetadata(terms: PricedTerms): Record<keyof PricedTerms, string> {
  const { unlimited, monthlyMicros, rolloverMicros, catalogVersion } = terms;
  return {
    unlimited: String(unlimited),
    monthlyMicros: String(monthlyMicros),
    rolloverMicros: String(rolloverMicros),
    catalogVersion: String(catalogVersion),
  };
}

/** Returns whether a price has these terms, whichever catalog they were first published with. */
export function hasTerms(metadata: PlanPrice['metadata'], terms: PricedTerms): boolean {
  const { catalogVersion: _, ...wanted } = toPriceMetadata(terms);
  return Object.entries(wanted).every(([name, value]) => metadata[name] === value);
}

/** Reads the terms of a price; null: the price was created before prices had terms. */
export function parseTerms({ currency, unit_amount: amount, metadata }: PlanPrice): PlanTerms | null {
  const parsed = PlanTerms.safeParse({
    label: metadata.label ?? metadata.product?.replace(/^plan:/, ''),
    unlimited: metadata.unlimited === 'true',
    monthlyMicros: Number(metadata.monthlyMicros),
    rolloverMicros: Number(metadata.rolloverMicros),
    currency,
    amountCents: toAmountCents({ currency, unit_amount: amount }),
    catalogVersion: Number(metadata.catalogVersion),
  });
  return parsed.success ? parsed.data : null;
}

/** Returns the terms of a plan from a catalog, with the price that is actually paid. */
export function catalogTerms(
  plan: Plan,
  catalogVersion: number,
  price: Omit<PlanPrice, 'metadata'>,
): PlanTerms {
  const { label, unlimited, monthlyMicros, rolloverMicros } = plan;
  const { currency } = price;
  return {
    label,
    unlimited,
    monthlyMicros,
    rolloverMicros,
    currency,
    amountCents: toAmountCents(price),
    catalogVersion,
  };
}

function toAmountCents({ currency, unit_amount: amount }: Omit<PlanPrice, 'metadata'>): number {
  return fromStripeAmount(amount ?? 0, currency);
}
