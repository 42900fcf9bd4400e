import type { PackOffer } from '@firemeter/functions/contract';

/** Returns the label of a pack as far as it is true: the best value is the pack whose credits cost least in its currency. */
export function trueTag(offer: PackOffer, offers: readonly PackOffer[]): PackOffer['tag'] {
  if (offer.tag !== 'best-value') return offer.tag;
  const costPerMicro = ({ amountCents, micros }: PackOffer) => amountCents / micros;
  const sameCurrency = offers.filter(({ currency }) => currency === offer.currency);
  const isBest = sameCurrency.every((other) => costPerMicro(other) >= costPerMicro(offer));
  return isBest ? offer.tag : null;
}
