import type { InputOf, Quantity, ServerKind } from '../../contract/index.ts';
import type { ModelOutcome, ModelProvider, ModelRun, Source, Watch } from '../providers/model-run.ts';
import type { ProviderBill } from '../providers/provider-bill.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { RunClock } from '../providers/run-clock.ts';
import type { FailureOf } from '../providers/to-failure.ts';
import type { RetryPolicy } from '../providers/with-retries.ts';

/** Does one kind of work. @throws ProviderError, or whatever a provider throws: the caller makes one of it */
export type Runner<K extends ServerKind> = (work: Work<K>) => Promise<ModelOutcome>;

export interface PollingPolicy {
  /** Milliseconds after the first question; half as long again after each one that follows. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** A run while it is at work, and its means. */
export interface Work<K extends ServerKind> extends Means {
  readonly input: InputOf<K>;
}

export interface Means {
  readonly run: ModelRun;
  /** The most that the input can use, which its credits are held for. */
  readonly atMost: Quantity;
  readonly provider: ModelProvider;
  readonly watch: Watch;
  /** Sent with every call. */
  readonly headers: Record<string, string>;
  readonly clock: RunClock;
  readonly bill: ProviderBill;
  readonly retry: RetryPolicy;
  readonly polling: PollingPolicy;
  /** What the provider's own words for a failure mean. */
  readonly failureOf: FailureOf | undefined;
}

type ModelKind = Exclude<keyof ModelProvider, 'imageOptions'>;
type ModelOf<M extends ModelKind> = ReturnType<NonNullable<ModelProvider[M]>>;

/** Returns the model that work runs on. @throws ProviderError `not-configured` when its provider makes none of the sort */
export function modelOf<M extends ModelKind>(
  { run, provider, watch }: Pick<Means, 'run' | 'provider' | 'watch'>,
  sort: M,
): ModelOf<M> {
  const make = provider[sort] as ((modelId: string, watch?: Watch) => ModelOf<M>) | undefined;
  const model = make?.call(provider, run.providerModel, watch);
  if (model) return model;
  throw new ProviderError('not-configured', {
    reason: 'provider-kind',
    provider: run.provider,
    kind: run.input.kind,
  });
}

/** @throws ProviderError `provider-failed` when the run came without it */
export function findSource({ sources }: ModelRun, requestId: string): Source {
  const source = sources.get(requestId);
  if (!source) throw new ProviderError('provider-failed', { reason: 'source-missing' });
  return source;
}

/** Adds the operation's style to a prompt. */
export function promptWithStyle(prompt: string, { style }: ModelRun): string {
  return [prompt.trim(), style ?? ''].filter((text) => text !== '').join('\n\n');
}
