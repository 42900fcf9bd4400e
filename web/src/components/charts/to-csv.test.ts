import { expect, test } from 'vitest';
import { toCsv } from './to-csv.ts';

const csvOf = (...rows: (string | number | null)[][]) =>
  toCsv({ columns: [{ label: 'Name' }, { label: 'Amount' }], rows })
    .split('\r\n')
    .slice(1);

test('amounts are numbers with a point, negative ones too', () => {
  expect(csvOf(['refund', -12.5])).toEqual(['refund,-12.5']);
});

test('a text that a spreadsheet would run is neutralized', () => {
  expect(csvOf(['=HYPERLINK("http://x")', 1])).toEqual(['"\'=HYPERLINK(""http://x"")",1']);
  for (const start of ['+', '-', '@', '\t']) expect(csvOf([`${start}1`, 0])[0]).toMatch(/^"?'/);
});

test('quotes, commas and line breaks stay within their field, and what is not known is empty', () => {
  expect(csvOf(['a, "b"\nc', null])).toEqual(['"a, ""b""\nc",']);
});
