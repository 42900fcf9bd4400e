import type { LotSource } from '@firemeter/functions/contract';

export const lotNames: Record<LotSource, string> = {
  welcome: 'Welcome credits',
  purchase: 'Bought',
  subscription: 'From your plan',
  bonus: 'Bonus',
  referral: 'For a referral',
  promo: 'Promotion',
};
