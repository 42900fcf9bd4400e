import { type Activity, isOpen } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { exactCredits } from '../../texts/format.ts';
import { creditFlow } from './credit-flow.ts';

/** A line of what became of the credits of a request. */
export interface CreditFact {
  label: string;
  value: string;
}

/**
 * Returns the credits of a request, each with every decimal: what was spent and what was returned come to what was held,
 * which is at most the price.
 */
export function creditFacts(activity: Activity): CreditFact[] {
  const { spentMicros, returnedMicros } = creditFlow(activity);
  const hasEnded = !isOpen(activity);
  return [
    { label: t`Price shown`, value: priceText(activity) },
    { label: t`Held`, value: exactCredits(activity.heldMicros) },
    { label: t`Spent`, value: hasEnded ? exactCredits(spentMicros) : t`not yet` },
    { label: t`Returned`, value: hasEnded ? exactCredits(returnedMicros) : t`not yet` },
  ];
}

/** A price that nobody was to pay is not told as if they had been. */
function priceText({ guestAddress, priceMicros, heldMicros }: Activity): string {
  if (guestAddress !== null) return t`a free turn`;
  const price = exactCredits(priceMicros);
  return heldMicros === 0 && priceMicros > 0 ? t`${price}, not charged` : t`${price} at most`;
}
