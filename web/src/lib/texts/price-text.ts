import { t } from '@lingui/core/macro';
import type { PricedOffer } from '../work/use-offer.ts';
import { creditsText } from './format.ts';

interface Asked extends Pick<PricedOffer, 'priceMicros' | 'exact' | 'state'> {
  /** Something that the work needs is missing, so that what it costs is not known yet. */
  readonly isIncomplete: boolean;
}

/** Returns the price on the button that begins some work; null: there is none that would be true. */
export function priceText({ priceMicros, exact, state, isIncomplete }: Asked): string | null {
  switch (state.kind) {
    case 'unlimited':
    case 'free':
      return t`no charge`;
    case 'guest':
      return t`free`;
    // It cannot be begun, for no price.
    case 'guest-limited':
    case 'guest-barred':
    case 'plan-required':
      return null;
    default:
      if (priceMicros === 0) return isIncomplete ? null : t`free`;
      return exact ? creditsText(priceMicros) : t`up to ${creditsText(priceMicros)}`;
  }
}
