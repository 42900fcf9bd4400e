import { packOffers, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { draftOf, readTopUp } from './top-up-draft.ts';

const offers = packOffers(presets.studio);
const inYen = offers.map((offer) => ({ ...offer, currency: 'jpy', amountCents: 1_500 }));

test('what is shown first can be turned on as it stands', () => {
  expect(readTopUp(draftOf(null, offers), offers).topUp).toEqual({
    belowMicros: 10_000_000,
    pack: 'starter',
    currency: 'usd',
    monthlyMaxCents: 2_000,
  });
});

test('what was set reads back as it was set, in currencies without cents too', () => {
  const topUp = { belowMicros: 2_500_000, pack: 'starter', currency: 'jpy', monthlyMaxCents: 3_000 };
  expect(draftOf(topUp, inYen).monthlyMax).toBe('3000');
  expect(readTopUp(draftOf(topUp, inYen), inYen).topUp).toEqual(topUp);
});

test.each([
  [{ belowCredits: '' }, 'belowCredits'],
  [{ belowCredits: '-3' }, 'belowCredits'],
  [{ belowCredits: '1e12' }, 'belowCredits'],
  [{ pack: 'gone' }, 'pack'],
  [{ monthlyMax: '' }, 'monthlyMax'],
  [{ monthlyMax: '9.99' }, 'monthlyMax'],
])('%o is not sent, and the fault stands at its field', (changed, field) => {
  const { topUp, faults } = readTopUp({ ...draftOf(null, offers), ...changed }, offers);
  expect(topUp).toBeNull();
  expect(Object.keys(faults ?? {})).toEqual([field]);
});
