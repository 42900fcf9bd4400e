import type { GenerationInput, InputOf } from '../../contract/index.ts';
import type { ModelRun, Source } from './model-run.ts';
import type { ProviderBill } from './provider-bill.ts';
import { ProviderError } from './provider-error.ts';
import type { RunClock } from './run-clock.ts';
import type { RetryPolicy } from './with-retries.ts';

/** A run while it is at work. */
export interface Work<K extends GenerationInput['kind']> {
  readonly run: ModelRun;
  readonly input: InputOf<K>;
  /** Sent with every call. */
  readonly headers: Record<string, string>;
  readonly clock: RunClock;
  readonly bill: ProviderBill;
  readonly retry: RetryPolicy;
}

/** @throws ProviderError `provider-failed` when the run came without it */
export function sourceOf({ sources }: ModelRun, requestId: string): Source {
  const source = sources.get(requestId);
  if (!source) throw new ProviderError('provider-failed', 'What this starts from is not there.');
  return source;
}

/** What is asked for, in the operation's style. */
export function promptWithStyle(prompt: string, { style }: ModelRun): string {
  return [prompt.trim(), style ?? ''].filter((text) => text !== '').join('\n\n');
}
