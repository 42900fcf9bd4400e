import type { LotSource } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** The sources of credits, in the words of staff. */
const sources: Record<LotSource, string> = {
  purchase: t`Packs and top-ups`,
  subscription: t`Plans`,
  welcome: t`Welcome`,
  bonus: t`Bonus`,
  referral: t`Referral`,
  promo: t`Promotion`,
};

/** A source of credits in words; one of a newer server as it is stored. */
export const sourceText = (source: string): string =>
  Object.hasOwn(sources, source) ? sources[source as LotSource] : source;
