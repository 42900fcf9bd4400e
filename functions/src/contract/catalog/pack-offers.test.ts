import { expect, test } from 'vitest';
import { creditsToMicros, packOffers, presets } from '../index.ts';

test('the packs of the gallery have the stated prices and savings', () => {
  const offers = packOffers(presets.gallery).map(
    ({ pack, credits, bonusCredits, amountCents, centsPerCredit, savingsPercent, tag }) =>
      [pack, credits, bonusCredits, amountCents, centsPerCredit, savingsPercent, tag] as const,
  );
  expect(offers).toEqual([
    ['starter', 25, 0, 499, 19.96, 0, null],
    ['creator', 110, 10, 1_499, 13.63, 31, 'best-value'],
    ['pro', 300, 50, 2_999, 10, 49, null],
    ['enterprise', 650, 150, 4_999, 7.69, 61, null],
  ]);
});

test('savings are computed within a currency, and a free pack saves everything', () => {
  const pack = { label: 'P', bonusMicros: 0, tag: null };
  const offers = packOffers({
    packs: {
      small: { ...pack, micros: creditsToMicros(10), prices: { usd: 100, jpy: 900 } },
      large: { ...pack, micros: creditsToMicros(100), prices: { usd: 900 } },
      gift: { ...pack, micros: creditsToMicros(1), prices: { usd: 0, eur: 0 } },
    },
  });
  const saved = offers.map(
    ({ pack: name, currency, savingsPercent }) => `${name} ${currency} ${savingsPercent}`,
  );
  expect(saved).toEqual(['small usd 0', 'small jpy 0', 'large usd 10', 'gift usd 100', 'gift eur 0']);
});
