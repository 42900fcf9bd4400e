import {
  factsOf,
  largestUse,
  NO_FACTS,
  type ServerKind,
  sourcesOf,
  toWellFormed,
} from '../../contract/index.ts';
import { traceHeaders, withSpan } from '../../platform/signals/trace.ts';
import type { ModelOutcome, ModelRun, Watch } from '../providers/models/model-run.ts';
import type { ConnectedProvider } from '../providers/registry.ts';
import { ProviderBill } from '../providers/run/provider-bill.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { RunClock } from '../providers/run/run-clock.ts';
import { asProviderError, type RetryPolicy } from '../providers/run/with-retries.ts';
import type { PollingPolicy, Work } from './runner.ts';
import { runners } from './runners.ts';

export interface ModelRunnerConfig {
  /** The providers by their names in catalogs; see `connectProviders`. */
  readonly providers: Readonly<Record<string, ConnectedProvider>>;
  readonly retry?: RetryPolicy;
  /** The policy for polling a provider during long work. */
  readonly polling?: PollingPolicy;
}

/** Runs one piece of work on the model that the catalog names. @throws ProviderError, and nothing else */
export type RunModel = (run: ModelRun) => Promise<ModelOutcome>;

export function createModelRunner({
  providers,
  retry = { tries: 3, firstPauseMs: 400 },
  polling = { firstPauseMs: 1_000, longestPauseMs: 10_000 },
}: ModelRunnerConfig): RunModel {
  return async (run) => {
    using clock = new RunClock(run);
    let bill: ProviderBill | null = null;
    const connected = Object.hasOwn(providers, run.provider) ? providers[run.provider] : undefined;
    const failureOf = connected?.failureOf;
    try {
      const atMost = mostUsed(run);
      bill = new ProviderBill(atMost);
      if (!connected) {
        throw new ProviderError('not-configured', { reason: 'provider', provider: run.provider });
      }
      const provider = await connected.models();
      const watch: Watch = {
        onAlive: () => clock.alive(),
        onProgress(fraction) {
          clock.alive();
          run.onProgress?.(fraction);
        },
      };
      const headers = { 'Idempotency-Key': run.idempotencyKey, ...traceHeaders() };
      const means = { atMost, provider, watch, headers, clock, bill, retry, polling, failureOf };
      const { input } = run;
      const attributes = {
        'gen_ai.provider.name': run.provider,
        'gen_ai.request.model': run.providerModel,
        'gen_ai.operation.name': input.kind,
      };
      const made = await withSpan('firemeter.model', attributes, () =>
        runOn(input.kind, { ...means, run: { ...run, ...watch }, input }),
      );
      return { ...made, output: toWellFormed(made.output) };
    } catch (error) {
      const failure = asProviderError(error, failureOf);
      const { cause, partial } = failure;
      throw ProviderError.again(failure, { cause, partial, billed: bill?.quantity ?? undefined });
    }
  };
}

function runOn<K extends ServerKind>(kind: K, work: Work<K>): Promise<ModelOutcome> {
  return runners[kind](work);
}

/** Returns the most that a run can use, given its sources. */
function mostUsed(run: ModelRun) {
  const facts = sourcesOf(run.input).map(({ requestId }) => {
    const source = run.sources.get(requestId);
    return source ? factsOf(source.output) : NO_FACTS;
  });
  return largestUse(run.input, facts);
}
