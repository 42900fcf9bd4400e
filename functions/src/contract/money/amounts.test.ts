import { expect, test } from 'vitest';
import { addMoney, compareMoney } from './amounts.ts';

const usd = (amountCents: number) => ({ amountCents, currency: 'usd' });
const jpy = (amountCents: number) => ({ amountCents, currency: 'jpy' });

test('amounts of one currency can be compared and added', () => {
  expect(compareMoney(usd(1_499), usd(1_500))).toBeLessThan(0);
  expect(compareMoney(usd(1_500), usd(1_500))).toBe(0);
  expect(addMoney(usd(1_499), usd(1))).toEqual(usd(1_500));
});

test('amounts of two currencies can be neither compared nor added', () => {
  expect(() => compareMoney(usd(1_499), jpy(1_499))).toThrow('usd and jpy');
  expect(() => addMoney(usd(1_499), jpy(1_499))).toThrow('usd and jpy');
});
