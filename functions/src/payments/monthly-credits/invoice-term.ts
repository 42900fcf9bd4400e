import { SECOND_MS } from '../../contract/index.ts';
import type { InvoiceObject } from '../stripe/plan-shapes.ts';

/** The time that an invoice of a subscription covers: a period, or the rest of one after an upgrade. */
export interface InvoiceTerm {
  readonly kind: 'period' | 'upgrade';
  readonly priceId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Returns the term of an invoice; null when it pays for no plan. A period has a line of its own. A change within one is
 * a line for the rest of it, next to a credit for the replaced plan.
 */
export function invoiceTerm({ lines }: Pick<InvoiceObject, 'lines'>): InvoiceTerm | null {
  const found = lines.data.flatMap(({ parent, pricing, period, amount }): InvoiceTerm[] => {
    const priceId = pricing?.price_details?.price;
    const item = parent?.subscription_item_details;
    if (!item || !priceId || amount < 0) return [];
    const kind = item.proration ? 'upgrade' : 'period';
    return [{ kind, priceId, startMs: period.start * SECOND_MS, endMs: period.end * SECOND_MS }];
  });
  const latest = found.toSorted((a, b) => b.endMs - a.endMs);
  return latest.find(({ kind }) => kind === 'period') ?? latest[0] ?? null;
}
