import type { InputOf, Quantity, ServerKind } from '../../contract/index.ts';
import type { ModelOutcome, ModelProvider, ModelRun, Source, Watch } from '../providers/models/model-run.ts';
import type { ProviderBill } from '../providers/run/provider-bill.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import type { RunClock } from '../providers/run/run-clock.ts';
import type { FailureOf } from '../providers/run/to-failure.ts';
import type { RetryPolicy } from '../providers/run/with-retries.ts';

/** Runs one kind of work. @throws ProviderError, or any error of a provider, which the caller converts */
export type Runner<K extends ServerKind> = (work: Work<K>) => Promise<ModelOutcome>;

export interface PollingPolicy {
  /** The pause after the first poll in milliseconds. Each further one is half as long again. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** A run in progress, with its means. */
export interface Work<K extends ServerKind> extends Means {
  readonly input: InputOf<K>;
}

export interface Means {
  readonly run: ModelRun;
  /** The most that the input can use, for which credits are held. */
  readonly atMost: Quantity;
  readonly provider: ModelProvider;
  readonly watch: Watch;
  /** Sent with every call. */
  readonly headers: Record<string, string>;
  readonly clock: RunClock;
  readonly bill: ProviderBill;
  readonly retry: RetryPolicy;
  readonly polling: PollingPolicy;
  /** The meaning of the provider's own error codes. */
  readonly failureOf: FailureOf | undefined;
}

type ModelKind = Exclude<keyof ModelProvider, 'imageOptions'>;
type ModelOf<M extends ModelKind> = ReturnType<NonNullable<ModelProvider[M]>>;

/** Returns the model for work. @throws ProviderError `not-configured` when its provider has no model of this kind */
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

/** @throws ProviderError `provider-failed` when the source is missing */
export function findSource({ sources }: ModelRun, requestId: string): Source {
  const source = sources.get(requestId);
  if (!source) throw new ProviderError('provider-failed', { reason: 'source-missing' });
  return source;
}

/** Adds the operation's style to a prompt. */
export function promptWithStyle(prompt: string, { style }: ModelRun): string {
  return [prompt.trim(), style ?? ''].filter((text) => text !== '').join('\n\n');
}
