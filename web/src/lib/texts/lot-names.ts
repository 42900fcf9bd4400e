import type { LotSource } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

export const lotNames: Record<LotSource, string> = {
  welcome: t`Welcome credits`,
  purchase: t`Purchase`,
  subscription: t`From your plan`,
  bonus: t`Bonus`,
  referral: t`For a referral`,
  promo: t`Promotion`,
};
