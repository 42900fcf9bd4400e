import type { Lot, LotDescriptor } from '../documents/lot.ts';

/** Free credits burn before paid ones; a purchase and a subscription are paid. */
const PAID: ReadonlySet<Lot['source']> = new Set(['purchase', 'subscription']);

const NEVER_MS = Number.MAX_SAFE_INTEGER;

type InBurnOrder = Pick<LotDescriptor, 'lotId' | 'source' | 'grantedAtMs' | 'expiresAtMs'>;

/** Burn order: soonest expiry, then free before paid, then oldest; the id breaks ties, so that order is total. */
export function compareBurnOrder(a: InBurnOrder, b: InBurnOrder): number {
  return (
    (a.expiresAtMs ?? NEVER_MS) - (b.expiresAtMs ?? NEVER_MS) ||
    Number(PAID.has(a.source)) - Number(PAID.has(b.source)) ||
    a.grantedAtMs - b.grantedAtMs ||
    (a.lotId < b.lotId ? -1 : Number(a.lotId > b.lotId))
  );
}

/** Puts off the expiry of lots by the part of a period in which they existed and had not expired. */
export function putOffExpiry(
  lots: readonly Lot[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Lot[] {
  const later = lots.map((lot) => {
    if (lot.expiresAtMs === null || lot.expiresAtMs <= fromMs) return lot;
    const pausedMs = Math.max(0, toMs - Math.max(fromMs, lot.grantedAtMs));
    return {
      ...lot,
      expiresAtMs: lot.expiresAtMs + pausedMs,
      pausedMs: (lot.pausedMs ?? 0) + pausedMs,
    };
  });
  return later.sort(compareBurnOrder);
}
