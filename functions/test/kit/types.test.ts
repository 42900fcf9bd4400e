import { expectTypeOf, test } from 'vitest';
import { type Firemeter, firemeter, per, perThousandTokens } from '../../src/firemeter.ts';
import { ask, catalog, type operations, summarize } from './app.ts';

/** Never called: what it says has to compile, or not to. */
export function compiles(credits: Firemeter<(typeof operations)[number]>) {
  const own = { requestId: '', uid: '' };
  void credits.run({ ...own, operation: 'summarize', input: { text: '' } }, async (meter) => {
    meter.used({ page: 1 });
    // @ts-expect-error a unit of another operation
    meter.used({ inputTokens: 1 });
    // @ts-expect-error a unit of another operation
    await meter.extend({ outputTokens: 1 });
  });
  void credits.run({ ...own, operation: 'ask', input: { question: '' } }, async (meter) => {
    meter.used({ inputTokens: 1, outputTokens: 2 });
    // @ts-expect-error a unit of another operation
    meter.used({ page: 1 });
  });
  // @ts-expect-error the input of another operation
  void credits.run({ ...own, operation: 'ask', input: { text: '' } }, async () => 1);
  // @ts-expect-error an operation that nobody declared
  void credits.run({ ...own, operation: 'paint', input: {} }, async () => 1);
  // @ts-expect-error an operation that nobody declared
  credits.onCall('paint', {}, async () => 1);
  credits.onCall('ask', {}, async ({ input }, meter) => {
    expectTypeOf(input).toEqualTypeOf<{ question: string }>();
    expectTypeOf(meter.used)
      .parameter(0)
      .toEqualTypeOf<{ readonly inputTokens?: number; readonly outputTokens?: number }>();
    return 1;
  });
  firemeter({ operations: [ask], catalog: { ask: catalog.ask } });
  // @ts-expect-error an entry for an operation that nobody declared
  firemeter({ operations: [ask], catalog: { summarize: catalog.summarize } });
  const model = { provider: 'p', id: 'm' };
  const wrong = { a: { ...model, price: per(1, 'page', 1), cost: perThousandTokens(1) } };
  // @ts-expect-error a price by a unit that the operation does not have
  firemeter({ operations: [ask], catalog: { ask: { label: 'Ask', models: wrong } } });
}

test('what work returns is what a run answers', () => {
  type Answer = Awaited<ReturnType<typeof returnsText>>;
  expectTypeOf<Extract<Answer, { kind: 'ran' }>['value']>().toEqualTypeOf<string>();
  expectTypeOf<Extract<Answer, { kind: 'replayed' }>['value']>().toEqualTypeOf<string | null>();
  expectTypeOf(summarize.kind).toEqualTypeOf<'summarize'>();
});

function returnsText(credits: Firemeter<typeof summarize>) {
  const request = { operation: 'summarize', input: { text: '' }, requestId: '', uid: '' } as const;
  return credits.run(request, async () => 'text');
}
