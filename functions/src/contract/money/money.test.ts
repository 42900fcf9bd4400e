import { expect, test } from 'vitest';
import { fineMoneyText, moneyText, smallestUnits } from './money.ts';

test.each([
  [499, 'usd', '$4.99'],
  [4_000, 'eur', '€40.00'],
  [2_400, 'jpy', '¥2,400'],
  [15_000, 'krw', '₩15,000'],
  [500, 'mga', 'MGA 500'],
  [12_345, 'kwd', 'KWD 12.345'],
  [199_900, 'huf', 'HUF 1,999.00'],
  [1_500, 'isk', 'ISK 1,500'],
])('%i of the smallest unit of %s reads %s', (amount, currency, text) => {
  expect(moneyText(amount, currency).replaceAll('\u00a0', ' ')).toBe(text);
});

test('a price is correct for the smallest unit of every currency', () => {
  expect(['usd', 'jpy', 'kwd', 'huf'].map(smallestUnits)).toEqual([100, 1, 1_000, 100]);
});

test('the price of a credit has up to two more decimals', () => {
  expect(fineMoneyText(13.63, 'usd')).toBe('$0.1363');
  expect(fineMoneyText(8, 'usd')).toBe('$0.08');
  expect(fineMoneyText(12.5, 'jpy')).toBe('¥12.5');
});
