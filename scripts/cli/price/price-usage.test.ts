import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceUsage, readUsage } from './price-usage.ts';

const target = { margin: 0.57, fee: 0.05, creditUsd: 0.09 };

test('prices of tokens keep the proportion of the provider, and reach the margin', () => {
  const csv = `operation,model,requests,inputTokens,outputTokens,inputUsd,outputUsd
summarize,writer,1000,1200000,200000,0.30,2.50
`;
  const [row] = priceUsage(readUsage(csv), target);
  expect(row).toMatchObject({
    price: 'perThousandTokens(0.00878, 0.0731)',
    cost: 'perThousandTokens(0.0003, 0.0025)',
    costUsd: 0.86,
  });
  expect(row?.margin).toBeCloseTo(0.57, 3);
});

test('work of another kind is priced by the request', () => {
  const [row] = priceUsage(readUsage('operation,model,requests,costUsd\nscan,ocr,200,3\n'), target);
  expect(row).toMatchObject({ price: 'perRequest(0.439)', cost: 'perRequest(0.015)' });
});

test('what is charged pays for what is not', () => {
  const work = { operation: 'scan', model: 'ocr', requests: 10, charged: 4, costUsd: 3 };
  const tokens = { input: 100_000, output: 20_000, inputUsd: 0.3, outputUsd: 2.5 };
  const units = { unit: 'page', unitSize: 2, count: 8 };
  const rows = [
    { ...work, cost: 'perRequest(0.3)' },
    { ...work, tokens },
    { ...work, units },
  ];
  const [byRequest, byToken, byPage] = priceUsage(rows, target);
  expect(byRequest).toMatchObject({ price: 'perRequest(22)', cost: 'perRequest(0.3)' });
  expect(byToken?.price).toBe('perThousandTokens(0.329, 2.75)');
  expect(byPage).toMatchObject({ price: "per(2, 'page', 11)" });
  for (const row of [byRequest, byToken, byPage]) expect(row?.margin).toBeGreaterThanOrEqual(target.margin);
  expect(priceUsage([{ ...work, charged: 0 }], target)[0]).toMatchObject({ price: null, revenueUsd: 0 });
});

test('no price misses the margin, and none is more than a percent above it', () => {
  const positive = fc.double({ min: 0.01, max: 1_000, noNaN: true });
  const share = fc.double({ min: 0, max: 0.45, noNaN: true });
  fc.assert(
    fc.property(positive, positive, share, share, (costUsd, creditUsd, margin, fee) => {
      const rows = [{ operation: 'scan', model: 'ocr', requests: 1, costUsd: costUsd * creditUsd }];
      const [row] = priceUsage(rows, { margin, fee, creditUsd });
      expect(row?.margin).toBeGreaterThanOrEqual(margin - 1e-9);
      expect(row?.margin).toBeLessThan(margin + 0.0101);
    }),
  );
});

test.each([
  ['operation,model,tokens\na,b,1', 'Unknown columns: tokens'],
  ['operation,model,requests,costUsd\na,b,x,1', 'Line 2: requests'],
  ['operation,model,requests,costUsd\na,b,0,1', 'no requests'],
])('a table that is none is refused by its line: %s', (csv, message) => {
  expect(() => readUsage(csv)).toThrow(message);
});

test('a margin that no price reaches is refused', () => {
  expect(() => priceUsage([], { ...target, margin: 0.96 })).toThrow('less than 100%');
});
