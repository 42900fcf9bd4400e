import { creditsToMicros, packOffers, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { draftOf, readTopUp } from './top-up-draft.ts';
import { topUpOutlook } from './top-up-outlook.ts';

const offers = packOffers(presets.studio);
const { topUp } = readTopUp(draftOf(null, offers), offers);
if (!topUp) throw new Error('What is shown first can be turned on');
const credits = (count: number) => ({ offers, chargedCents: 0, balanceMicros: creditsToMicros(count) });

test('a top-up set above the balance buys its pack as it is turned on', () => {
  expect(topUpOutlook(topUp, credits(9.999))).toMatchObject({ kind: 'buys', offer: { amountCents: 1_000 } });
});

test('a top-up waits while the balance is at or above its threshold', () => {
  expect(topUpOutlook(topUp, credits(10))).toEqual({ kind: 'waits' });
});

test('a top-up buys nothing more in a month whose maximum has no room for another pack', () => {
  expect(topUpOutlook(topUp, { ...credits(0), chargedCents: 1_000 })).toMatchObject({ kind: 'buys' });
  expect(topUpOutlook(topUp, { ...credits(0), chargedCents: 1_001 })).toEqual({ kind: 'used-up' });
});
