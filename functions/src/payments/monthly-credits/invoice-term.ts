import { SECOND_MS } from '../../contract/index.ts';
import type { InvoiceObject } from '../stripe/plan-shapes.ts';

/** What an invoice of a subscription is for: a stretch of time, or what a dearer plan costs more for the rest of one. */
export interface InvoiceTerm {
  readonly kind: 'period' | 'upgrade';
  readonly priceId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Null when it pays for no plan: an invoice of something else, or of credits alone. A stretch stands on a line of its own;
 * a change within one is a line for the rest of it, beside the credit for what it replaces.
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
