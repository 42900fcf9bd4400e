import type { PackOffer, TopUpSettings } from '@firemeter/functions/contract';

/** `buys`: the balance is below already, so that setting it charges; `used-up`: this month has no room for a pack. */
export type TopUpOutlook = { kind: 'buys'; offer: PackOffer } | { kind: 'used-up' } | { kind: 'waits' };

interface TopUpFacts {
  offers: readonly PackOffer[];
  /** Charged by top-ups in this calendar month. */
  chargedCents: number;
  balanceMicros: number;
}

/** Says what a top-up does as things stand, as the server decides it. */
export function topUpOutlook(
  { pack, belowMicros, monthlyMaxCents }: TopUpSettings,
  { offers, chargedCents, balanceMicros }: TopUpFacts,
): TopUpOutlook {
  const offer = offers.find((one) => one.pack === pack);
  if (!offer) return { kind: 'waits' };
  if (chargedCents + offer.amountCents > monthlyMaxCents) return { kind: 'used-up' };
  return balanceMicros < belowMicros ? { kind: 'buys', offer } : { kind: 'waits' };
}
