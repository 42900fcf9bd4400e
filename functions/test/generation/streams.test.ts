import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import {
  AppError,
  amountMicros,
  balanceMicros,
  defaultCatalog,
  firstSlice,
  type GenerationInput,
  quoteInput,
} from '../../src/contract/index.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../src/generation/runners/create-model-runner.ts';
import type { Command } from '../../src/meter/commands.ts';
import { credits, expectBooksBalance, openAccount } from '../support/accounts.ts';
import { callGenerate, newInstance, requestOf } from '../support/backend.ts';

const MAX_TOKENS = 4_096;
const longChat: GenerationInput = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Tell me everything' }],
  maxOutputTokens: MAX_TOKENS,
};
const inputTokens = 20;
const price = defaultCatalog.operations.chat?.models['gpt-5-mini']?.price ?? { kind: 'flat', micros: 0 };
const costOf = (outputTokens: number) => amountMicros(price, { inputTokens, outputTokens });

/** A provider that answers in pieces of so many tokens, as fast as it is listened to, and stops when told. */
function streaming({ tokens, each }: { tokens: number; each: number }): RunModel {
  return async ({ onText, abortSignal }) => {
    const outcome = (outputTokens: number, finish: 'stop' | 'cancelled') => ({
      output: { kind: 'chat', text: 'x'.repeat(outputTokens), finish, inputTokens, outputTokens } as const,
      quantity: { inputTokens, outputTokens },
    });
    for (let made = each; made <= tokens; made += each) {
      await onText?.('x'.repeat(each), { inputTokens, outputTokens: made });
      if (!abortSignal.aborted) continue;
      throw new ProviderError('cancelled', { reason: 'stopped' }, { partial: outcome(made, 'cancelled') });
    }
    return outcome(tokens, 'stop');
  };
}

/** An instance with such a provider, which counts the commits made for a request after its hold. */
function instance(model: RunModel) {
  const made = newInstance({ runModel: model });
  onTestFinished(() => made.close());
  const reports: Command[] = [];
  const { submit } = made.meter;
  const meter: typeof made.meter = {
    ...made.meter,
    submit(accountId, command, stored) {
      if (command.kind === 'update') reports.push(command);
      return submit(accountId, command, stored);
    },
  };
  return { ...made, meter, reports };
}

test('a stream holds slices in time instead of the whole price, and costs what it used', async () => {
  const backend = instance(streaming({ tokens: 3_000, each: 3 }));
  const uid = await openAccount(backend.meter, 20);
  const quote = quoteInput(defaultCatalog, { operation: 'chat', input: longChat });
  const { answer, chunks } = callGenerate(backend, uid, requestOf(longChat));
  const { capturedMicros, output } = await answer;
  expect(chunks[0]).toMatchObject({ kind: 'held', heldMicros: firstSlice(quote)?.firstMicros });
  expect(firstSlice(quote)?.firstMicros).toBeLessThan(quote.priceMicros / 4);
  expect(capturedMicros).toBe(costOf(3_000));
  expect(output).toMatchObject({ finish: 'stop', outputTokens: 3_000 });
  expect(backend.reports.length).toBeLessThanOrEqual(4);
  const { account } = await expectBooksBalance(uid);
  expect(balanceMicros(account, Date.now())).toBe(credits(20) - capturedMicros);
});

test('a user with less than the highest possible cost is admitted, and charged for what was used', async () => {
  const backend = instance(streaming({ tokens: 200, each: 10 }));
  const uid = await openAccount(backend.meter, 0.3);
  const { capturedMicros, remainingMicros } = await callGenerate(backend, uid, requestOf(longChat)).answer;
  expect(capturedMicros).toBe(costOf(200));
  expect(remainingMicros).toBe(credits(0.3) - capturedMicros);
  await expectBooksBalance(uid);
});

test('a stream ends cleanly when the credits run out: the delivered text is kept, and the balance is zero', async () => {
  const backend = instance(streaming({ tokens: MAX_TOKENS, each: 5 }));
  const uid = await openAccount(backend.meter, 1);
  const { status, capturedMicros, remainingMicros, output } = await callGenerate(
    backend,
    uid,
    requestOf(longChat),
  ).answer;
  expect({ status, capturedMicros, remainingMicros }).toEqual({
    status: 'completed',
    capturedMicros: credits(1),
    remainingMicros: 0,
  });
  expect(output).toMatchObject({ kind: 'chat', finish: 'credits' });
  const delivered = output?.kind === 'chat' ? output.outputTokens : 0;
  expect(costOf(delivered - 5)).toBeLessThanOrEqual(credits(1));
  expect(delivered).toBeGreaterThan(900);
  expect(backend.reports.length).toBeLessThanOrEqual(4);
  await expectBooksBalance(uid);
});

test.each([
  [2, 'goes on when more can be held again', 'stop'],
  [3, 'stops at what is held', 'credits'],
] as const)('a stream whose account can’t be reached %i times in a row %s', async (failures, _, finish) => {
  const backend = instance(streaming({ tokens: 3_000, each: 3 }));
  const { submit } = backend.meter;
  let failed = 0;
  const meter: typeof backend.meter = {
    ...backend.meter,
    submit(accountId, command, stored) {
      const asksForMore =
        command.kind === 'update' && command.change.kind === 'report' && command.change.holdMicros > 0;
      if (asksForMore && failed++ < failures) return Promise.reject(new AppError('busy', { reason: 'lane' }));
      return submit(accountId, command, stored);
    },
  };
  const uid = await openAccount(backend.meter, 20);
  const { capturedMicros, output } = await callGenerate({ ...backend, meter }, uid, requestOf(longChat))
    .answer;
  expect(output).toMatchObject({ kind: 'chat', finish });
  expect(capturedMicros).toBe(costOf(output?.kind === 'chat' ? output.outputTokens : 0));
  await expectBooksBalance(uid);
});

test('a user without enough for the fewest tokens is rejected, with their price', async () => {
  const backend = instance(streaming({ tokens: 10, each: 1 }));
  const uid = await openAccount(backend.meter, 0.001);
  await expect(callGenerate(backend, uid, requestOf(longChat)).answer).rejects.toMatchObject({
    code: 'insufficient-credits',
    details: { balanceMicros: credits(0.001) },
  });
  expect((await expectBooksBalance(uid)).activities.size).toBe(0);
});

test('two streams that share the last credits use up exactly those', async () => {
  const backend = instance(streaming({ tokens: MAX_TOKENS, each: 5 }));
  const uid = await openAccount(backend.meter, 2);
  const answers = await Promise.all([1, 2].map(() => callGenerate(backend, uid, requestOf(longChat)).answer));
  expect(answers.map(({ output }) => output?.kind === 'chat' && output.finish)).toEqual([
    'credits',
    'credits',
  ]);
  const { account } = await expectBooksBalance(uid);
  expect(balanceMicros(account, Date.now())).toBe(0);
});

test('a stream that is switched off midway stops, and the delivered text is kept and charged', async () => {
  const { promise: off, resolve: switchOff } = Promise.withResolvers<void>();
  const backend = instance(async ({ onText, abortSignal }) => {
    await onText?.('x', { inputTokens, outputTokens: 100 });
    switchOff();
    await once(abortSignal, 'abort');
    const output = { kind: 'chat', text: 'x', finish: 'cancelled', inputTokens, outputTokens: 100 } as const;
    const partial = { output, quantity: { inputTokens, outputTokens: 100 } };
    throw new ProviderError('cancelled', { reason: 'stopped' }, { partial });
  });
  const on = await backend.catalogs.current(0);
  let enabled = true;
  const current = async () => ({ ...on, catalog: { ...on.catalog, enabled } });
  const uid = await openAccount(backend.meter, 20);
  const { answer } = callGenerate(
    { ...backend, catalogs: { ...backend.catalogs, current } },
    uid,
    requestOf(longChat),
  );
  await off;
  enabled = false;
  expect(await answer).toMatchObject({ capturedMicros: costOf(100), output: { finish: 'interrupted' } });
  await expectBooksBalance(uid);
});
