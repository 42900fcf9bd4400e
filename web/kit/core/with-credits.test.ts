import { AppError, defaultCatalog, type RequestOf } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import type { Client } from './call.ts';
import { createCreditWrappers } from './with-credits.ts';

type Report = RequestOf<'updateAIActivityStatus'>;

/** Wrappers on a server that holds ten credits less than a hundred; what it was asked, in order. */
function wrappers({ refuse, status = 'pending' }: { refuse?: AppError; status?: string } = {}) {
  const held: RequestOf<'validateAndDeductCredits'>[] = [];
  const reports: Report[] = [];
  const stateWith = (credits: number) => ({ status, remainingMicros: credits * 1_000_000 });
  const call = async (name: string, request: unknown) => {
    if (name === 'validateAndDeductCredits') {
      if (refuse) throw refuse;
      held.push(request as (typeof held)[number]);
      return stateWith(90);
    }
    const report = request as Report;
    reports.push(report);
    return stateWith(report.status === 'failed' ? 100 : 90);
  };
  const client = { call } as Pick<Client, 'call'>;
  return {
    ...createCreditWrappers({ client, published: () => ({ version: 3, catalog: defaultCatalog }) }),
    held,
    reports,
  };
}

test.each([
  ['withImageCredits', { prompt: 'a kite' }, { operation: 'image', shownPriceMicros: 5_000_000 }],
  [
    'withVideoCredits',
    { prompt: 'a kite', seconds: 3 },
    { operation: 'video', shownPriceMicros: 30_000_000 },
  ],
  ['withVoiceCredits', { text: 'Good evening' }, { operation: 'voice', shownPriceMicros: 15_000_000 }],
  [
    'withChatCredits',
    { messages: [{ role: 'user', content: 'Hi' }], maxOutputTokens: 1_000 },
    { operation: 'chat', shownPriceMicros: 1_009_000 },
  ],
] as const)(
  '%s holds the price shown, runs the work, and tells what it gave and what remains',
  async (name, intent, asked) => {
    const made = wrappers();
    const run = made[name] as (intent: object, work: () => Promise<string>) => Promise<unknown>;
    expect(await run(intent, async () => 'made')).toEqual({
      success: true,
      data: 'made',
      remainingCredits: 90,
    });
    expect(made.held).toMatchObject([{ ...asked, catalogVersion: 3 }]);
    expect(made.reports.map(({ status }) => status)).toEqual(['processing', 'completed']);
  },
);

test('work that throws gives the credits back, and comes as a typed error', async () => {
  const made = wrappers();
  const outcome = await made.withImageCredits({ prompt: 'a kite' }, () =>
    Promise.reject(new Error('The model is asleep')),
  );
  expect(outcome).toMatchObject({
    success: false,
    error: { code: 'provider-failed', message: 'The model is asleep' },
    remainingCredits: 100,
  });
  expect(made.reports.at(-1)).toMatchObject({ status: 'failed', reason: 'The model is asleep' });
});

test('what used less than was held for says so', async () => {
  const made = wrappers();
  const quantity = { inputTokens: 12, outputTokens: 40 };
  await made.withChatCredits({ messages: [], maxOutputTokens: 1_000 }, async ({ used }) => used(quantity));
  expect(made.reports.at(-1)).toMatchObject({ status: 'completed', quantity });
});

test('nothing runs when the server refuses, the catalog knows no price, or it has run before', async () => {
  const ran: string[] = [];
  const work = async ({ requestId }: { requestId: string }) => void ran.push(requestId);
  const poor = wrappers({
    refuse: new AppError('insufficient-credits', { priceMicros: 2, balanceMicros: 1 }),
  });
  expect(await poor.withImageCredits({ prompt: 'a kite' }, work)).toMatchObject({
    error: { code: 'insufficient-credits' },
    remainingCredits: null,
  });
  expect(await wrappers().withImageCredits({ prompt: 'a kite', model: 'none' }, work)).toMatchObject({
    error: { code: 'unknown-model' },
  });
  for (const [status, code] of [
    ['processing', 'busy'],
    ['completed', 'already-settled'],
  ]) {
    const again = await wrappers({ status: status ?? '' }).withImageCredits({ prompt: 'a kite' }, work);
    expect(again).toMatchObject({ success: false, error: { code } });
  }
  expect(ran).toEqual([]);
});

test('a retry of the same intent goes out under the same request id', async () => {
  const made = wrappers();
  const requestId = '0198c0de-0000-7000-8000-000000000001';
  await made.withImageCredits({ prompt: 'a kite', requestId }, async () => null);
  expect(made.held).toMatchObject([{ requestId }]);
});
