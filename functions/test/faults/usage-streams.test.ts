import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Activity,
  activityIdOf,
  amountMicros,
  boundUsage,
  builtInOperations,
  defaultCatalog,
  type GenerationInput,
  LEASE_MS,
  quoteInput,
  SECOND_MS,
} from '../../src/contract/index.ts';
import { runRequest } from '../../src/generation/pipeline.ts';
import { createModelRunner } from '../../src/generation/runners/create-model-runner.ts';
import type { RunServices } from '../../src/generation/services.ts';
import { CALL_TIMEOUT_MS, CALL_WORK_MS, SILENCE_MS } from '../../src/generation/time-limits.ts';
import { createMeter } from '../../src/meter/lane/meter.ts';
import type { Store } from '../../src/platform/store/store.ts';
import { credits, newRequestId, openAccount, sweepOf } from '../support/accounts.ts';
import { catalogsOf, contextOf } from '../support/backend.ts';
import { driftsAfter } from '../upkeep/books.ts';
import { createMemoryBackend } from './memory-backend.ts';
import { VirtualTime } from './virtual-time.ts';

/**
 * Streams of every kind against the report of their work, in virtual time: whatever a provider delivers and says of it,
 * whoever hangs up, dies or spends meanwhile.
 */

const times = Number(process.env.FIREMETER_SOAK ?? 1);
const START_MS = 1_800_000_000_000;
const MAX_TOKENS = 2_000;
const input: GenerationInput = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Tell me everything' }],
  maxOutputTokens: MAX_TOKENS,
};
const quote = quoteInput(defaultCatalog, { operation: 'chat', input });
const { priceMicros, quantity: requested, modelName } = quote;

/** How long a commit takes. */
const COMMIT_MS = 30;
/** Text that was delivered this long before its worker died is recorded, and charged by the sweep. */
const RECORDED_AFTER_MS = SECOND_MS + 10 * COMMIT_MS;

interface Script {
  /** Words of an answer, each after a pause. */
  readonly words: readonly { readonly afterMs: number; readonly tokens: number }[];
  readonly end:
    | { readonly kind: 'finish'; readonly inputTokens: number; readonly outputTokens: number }
    | { readonly kind: 'error' }
    | { readonly kind: 'silence' };
  readonly balance: number;
  /** Spent elsewhere, at a time. */
  readonly spent: { readonly afterMs: number; readonly share: number } | null;
  readonly hangsUpAfterMs: number | null;
  readonly diesAfterMs: number | null;
}

const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 2, arbitrary: fc.integer({ min: 400, max: 30_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100_000, max: 130_000 }) },
);
const reportedCount = fc.oneof(
  fc.integer({ min: 1, max: MAX_TOKENS }),
  fc.integer({ min: MAX_TOKENS, max: 10_000_000 }),
  fc.constantFrom(0, -7, Number.NaN, 12.5, Number.POSITIVE_INFINITY),
);
const moment = fc.option(fc.integer({ min: 0, max: 90_000 }));
const scripts: fc.Arbitrary<Script> = fc.record({
  words: fc.array(fc.record({ afterMs: pause, tokens: fc.integer({ min: 1, max: 120 }) }), { maxLength: 40 }),
  end: fc.oneof(
    fc.record({
      kind: fc.constant('finish' as const),
      inputTokens: reportedCount,
      outputTokens: reportedCount,
    }),
    fc.constant({ kind: 'error' } as const),
    fc.constant({ kind: 'silence' } as const),
  ),
  balance: fc.constantFrom(0.1, 0.3, 1, 50),
  spent: fc.option(
    fc.record({ afterMs: fc.integer({ min: 500, max: 60_000 }), share: fc.constantFrom(0.5, 1) }),
  ),
  hangsUpAfterMs: moment,
  diesAfterMs: moment,
});

/** One token each, by our own count. */
const textOf = (tokens: number) => ' a'.repeat(tokens);

async function* perform(
  time: VirtualTime,
  { words, end }: Script,
  deliver: (tokens: number) => void,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'text-start', id: '1' };
  for (const { afterMs, tokens } of words) {
    await time.sleep(afterMs);
    deliver(tokens);
    yield { type: 'text-delta', id: '1', delta: textOf(tokens) };
  }
  if (end.kind === 'error') throw new TypeError('terminated');
  if (end.kind === 'silence') await new Promise(() => undefined);
  if (end.kind !== 'finish') return;
  const { inputTokens: input, outputTokens: output } = end;
  yield {
    type: 'finish',
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: {
      inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: output, text: undefined, reasoning: undefined },
    },
  };
}

async function play(script: Script): Promise<{ activity: Activity; tookMs: number }> {
  const time = new VirtualTime(1);
  const backend = createMemoryBackend();
  const now = () => START_MS + Math.floor(time.nowMs);
  const store: Store = {
    read: (keys) => backend.store.read(keys),
    async commit(commits) {
      await time.sleep(COMMIT_MS / 2);
      const versions = await backend.store.commit(commits);
      await time.sleep(COMMIT_MS / 2);
      return versions;
    },
  };
  const read = async (id: string) => backend.store.document('activity', id);
  const gone = new AbortController();
  const worker = new AbortController();
  let firstTextMs: number | null = null;
  let deliveredTokens = 0;
  const model: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('Streams only')),
    doStream: async () => ({
      stream: ReadableStream.from(
        perform(time, script, (tokens) => {
          firstTextMs ??= time.nowMs;
          deliveredTokens += tokens;
        }),
      ),
    }),
  };

  const played = await time.run(async () => {
    const elsewhere = createMeter({ store: backend.store, now });
    const uid = await openAccount(elsewhere, script.balance, 'uid');
    const requestId = newRequestId(START_MS);
    const activityId = activityIdOf({ accountId: uid, requestId });

    /** A worker that dies writes nothing any more: its process is gone. */
    let isDead = false;
    const meter = createMeter({ store, now });
    const alive: typeof meter = {
      ...meter,
      submit: (...command) => (isDead ? new Promise(() => undefined) : meter.submit(...command)),
    };
    const services: RunServices = {
      meter: alive,
      operations: builtInOperations,
      catalogs: catalogsOf(),
      activities: {
        read,
        own: (request) => read(activityIdOf(request)),
        output: async () => null,
        kept: async () => null,
        abandoned: async () => [],
        reserve: () => Promise.reject(new Error('Nothing is cancelled here')),
        unreserve: async () => false,
        watch: () => () => undefined,
        watchCancels: () => () => undefined,
      },
      digestKey: () => 'key',
      reachableProviders: () => new Set(['openai']),
      now,
      runningWork: {
        acquire: () => ({ signal: worker.signal, isShared: () => false, release: () => undefined }),
        cancel: () => false,
        close: () => undefined,
      },
      runModel: createModelRunner({
        providers: { openai: { models: async () => ({ languageModel: () => model }) } },
        retry: { tries: 1, firstPauseMs: 1 },
      }),
      outputs: {
        keep: async (_, output) => output,
        read: async () => new Uint8Array(),
        link: () => Promise.reject(new Error('No files')),
        remove: async () => undefined,
      },
      moderate: async () => null,
      topUps: { sawBalance: async () => undefined },
      instanceId: 'instance',
      checkEligibility: async () => null,
    };
    const request = {
      ...{ requestId, operation: 'chat', model: modelName, input },
      ...{ shownPriceMicros: priceMicros, catalogVersion: 1 },
    };
    const context = { ...contextOf(uid), gone: gone.signal };
    const work = runRequest(
      services,
      { request, context, rejection: null, reelId: null, runBy: 'call' },
      { endsAtMs: now() + CALL_WORK_MS, send: () => undefined },
    ).then(
      () => 'ended' as const,
      () => 'ended' as const,
    );
    const { hangsUpAfterMs, diesAfterMs, spent } = script;
    if (hangsUpAfterMs !== null) void time.sleep(hangsUpAfterMs).then(() => gone.abort());
    if (spent) {
      void time.sleep(spent.afterMs).then(async () => {
        const stored = backend.store.document('account', uid)?.value;
        const [lot] = stored?.lots ?? [];
        if (!lot) return;
        const micros = Math.floor(lot.remainingMicros * spent.share);
        await elsewhere.submit(uid, {
          ...{ kind: 'revoke', entryId: 'elsewhere', lot, amountMicros: micros, reason: 'test' },
          ...{ actor: { kind: 'system', uid: null }, traceId: 'test', audit: null },
        });
      });
    }
    const death = async () => {
      await time.sleep(diesAfterMs ?? 0);
      isDead = true;
      return 'died' as const;
    };
    const outcome = await (diesAfterMs === null ? work : Promise.race([work, death()]));

    const diedMs = time.nowMs;
    const tookMs = diedMs;
    if (outcome === 'died') {
      await time.sleep(LEASE_MS + CALL_WORK_MS);
      const stored = await read(activityId);
      if (stored && stored.value.endedAt === null) await elsewhere.submit(uid, sweepOf(activityId));
    }
    const activity = (await read(activityId))?.value;
    if (!activity) throw new Error('It was never held');
    expect(activity.endedAt).not.toBeNull();
    const { capturedMicros, status, delivered } = activity;
    const taken = backend.store.document('entry', 'elsewhere')?.value.totalMicros ?? 0;
    const available = credits(script.balance) + taken;
    const priceOf = (outputTokens: number, inputTokens = requested.inputTokens ?? 0) =>
      amountMicros(quote.model.price, boundUsage(requested, { inputTokens, outputTokens }));

    expect(capturedMicros).toBeLessThanOrEqual(priceMicros);
    expect(capturedMicros).toBeLessThanOrEqual(credits(script.balance));
    if (status === 'expired') {
      // What was recorded, and never nothing once text has been there for long enough.
      expect(capturedMicros).toBeLessThanOrEqual(delivered?.micros ?? 0);
      const isOld = firstTextMs !== null && diedMs - firstTextMs > RECORDED_AFTER_MS;
      const isLeft =
        firstTextMs !== null &&
        hangsUpAfterMs !== null &&
        firstTextMs < hangsUpAfterMs &&
        diedMs - hangsUpAfterMs > 2 * COMMIT_MS;
      if (isOld || isLeft) expect(capturedMicros).toBeGreaterThan(0);
      return { activity, tookMs };
    }
    const usage = backend.store.document('entry', `usage-${activityId}`)?.value;
    if (usage?.kind !== 'usage') {
      expect([status, capturedMicros, deliveredTokens]).toEqual(['failed', 0, 0]);
      return { activity, tookMs };
    }
    const { inputTokens = 0, outputTokens = 0 } = usage.quantity;
    expect(outputTokens).toBeLessThanOrEqual(MAX_TOKENS);
    expect(capturedMicros).toBe(Math.min(priceOf(outputTokens, inputTokens), priceMicros, available));
    if (script.end.kind === 'finish' && status === 'completed' && available >= priceMicros) {
      const reported = script.end.outputTokens;
      const isCount = Number.isSafeInteger(reported) && reported > 0;
      const expected = isCount ? reported : deliveredTokens;
      expect(outputTokens).toBe(Math.min(expected, MAX_TOKENS));
    }
    return { activity, tookMs };
  });
  expect(backend.broken).toEqual([]);
  expect(await driftsAfter(backend.store)).toEqual([]);
  return played;
}

test(
  'a stream is charged for what it delivered, up to the price and the balance, whoever disconnects, crashes or spends meanwhile',
  async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => void (await play(script))),
      { numRuns: 300 * times },
    );
  },
  120_000 * times,
);

const undisturbed = { balance: 50, spent: null, hangsUpAfterMs: null, diesAfterMs: null } as const;
const words = (count: number, afterMs: number) =>
  Array.from({ length: count }, () => ({ afterMs, tokens: 1 }));

test('a slow but steady stream is finished, even if it takes longer than the allowed silence', async () => {
  const end = { kind: 'finish', inputTokens: 20, outputTokens: 1_500 } as const;
  const { activity, tookMs } = await play({ ...undisturbed, words: words(1_500, 100), end });
  expect(tookMs).toBeGreaterThan(SILENCE_MS);
  expect(activity).toMatchObject({ status: 'completed', capturedMicros: credits(1.52) });
});

test('silence ends a stream, and what was delivered is charged', async () => {
  const { activity, tookMs } = await play({
    ...undisturbed,
    words: words(500, 100),
    end: { kind: 'silence' },
  });
  expect(activity).toMatchObject({ status: 'failed', failure: { code: 'provider-timeout' } });
  expect(activity.capturedMicros).toBeGreaterThan(credits(0.5));
  expect(tookMs).toBeLessThan(500 * 100 + SILENCE_MS + SECOND_MS);
});

test('a stream that doesn’t end is ended before its function, and what was delivered is charged', async () => {
  const { activity, tookMs } = await play({
    ...undisturbed,
    words: words(1_900, 200),
    end: { kind: 'silence' },
  });
  expect(tookMs).toBeLessThan(CALL_TIMEOUT_MS);
  expect(activity).toMatchObject({ status: 'failed', failure: { code: 'provider-timeout' } });
  expect(activity.capturedMicros).toBeGreaterThan(credits(1.2));
});

test('a client that disconnects pays for what it has read, even if its worker gets no more CPU', async () => {
  const { activity } = await play({
    ...undisturbed,
    words: words(8, 50),
    end: { kind: 'silence' },
    hangsUpAfterMs: 320,
    diesAfterMs: 400,
  });
  expect(activity.status).toBe('expired');
  expect(activity.capturedMicros).toBeGreaterThan(0);
});
