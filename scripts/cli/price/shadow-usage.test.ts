import { afterAll, expect, test } from 'vitest';
import { newApp } from '../../../functions/test/kit/app.ts';
import { newRequestId } from '../../../functions/test/support/accounts.ts';
import { priceUsage } from './price-usage.ts';
import { shadowUsage } from './shadow-usage.ts';

const app = newApp({ shadow: true });
afterAll(() => app.close());

test('usage of shadow mode is priced as it is metered, and what is charged pays for what failed', async () => {
  const { credits, db, newUser } = app;
  const uid = await newUser();
  const used = { inputTokens: 100, outputTokens: 50 };
  for (const ending of ['returns', 'returns', 'throws']) {
    const question = 'Why is the sky blue? '.repeat(20);
    const request = { operation: 'ask', input: { question }, requestId: newRequestId(), uid } as const;
    const work = credits.run({ ...request, model: 'fast' }, async (meter) => {
      meter.used(used);
      if (ending === 'throws') throw new Error('It failed');
    });
    await work.catch(() => undefined);
  }
  for (const text of ['a'.repeat(4_100), 'a'.repeat(100)]) {
    const request = { operation: 'summarize', input: { text }, requestId: newRequestId(), uid } as const;
    await credits.run(request, async () => undefined);
  }

  const rows = await shadowUsage(db, { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 3_600_000 });
  const ask = rows.find(({ operation }) => operation === 'ask');
  expect(ask).toMatchObject({
    ...{ model: 'fast', requests: 3, charged: 2, cost: 'perThousandTokens(0.0003, 0.0025)' },
    tokens: { input: 200, output: 100, inputUsd: 0.3, outputUsd: 2.5 },
  });
  const target = { margin: 0.57, fee: 0.04, creditUsd: 0.09 };
  const priced = priceUsage(rows, target);
  expect(priced.map(({ price }) => price)).toEqual([
    expect.stringMatching(/^perThousandTokens\(/),
    expect.stringMatching(/^per\(1, 'page', /),
  ]);
  // The charged tokens alone bring in what all three requests cost.
  const [, input = 0, output = 0] = /\((.+), (.+)\)/.exec(priced[0]?.price ?? '')?.map(Number) ?? [];
  const revenueUsd = ((input * 200 + output * 100) / 1_000) * target.creditUsd;
  expect(1 - target.fee - (ask?.costUsd ?? 0) / revenueUsd).toBeGreaterThanOrEqual(target.margin);
});
