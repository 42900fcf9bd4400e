import { setTimeout as wait } from 'node:timers/promises';
import { ProviderError } from './provider-error.ts';

/** How long a run may take. */
export interface RunLimits {
  /** Milliseconds without a sign of life from the provider. */
  readonly silenceMs: number;
  /** Milliseconds in all, its retries included, however lively the provider. */
  readonly totalMs: number;
}

/**
 * The end of a run: when its caller stops it, when the provider has been silent for too long, when its time is over,
 * when it is done. Whatever comes from the provider is a sign of life: a piece of text, progress, the answer to a poll.
 */
export class RunClock implements Disposable {
  readonly #caller: AbortSignal;
  readonly #silenceMs: number;
  readonly #endsAt: number;
  readonly #stop = new AbortController();
  readonly #onAbort = () => this.#stop.abort(this.#reason());
  /** When the provider is given up unless it gives another sign. */
  #silentAt: number;
  #timer: NodeJS.Timeout | undefined;

  constructor({ abortSignal, limits }: { abortSignal: AbortSignal; limits: RunLimits }) {
    this.#caller = abortSignal;
    this.#silenceMs = limits.silenceMs;
    this.#endsAt = performance.now() + limits.totalMs;
    this.#silentAt = performance.now() + limits.silenceMs;
    this.#wait();
    if (abortSignal.aborted) this.#onAbort();
    else abortSignal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** What the provider is given; its reason is a ProviderError. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get remainingMs(): number {
    return this.#endsAt - performance.now();
  }

  /** Notes a sign of life: silence is counted anew. */
  alive(): void {
    this.#silentAt = performance.now() + this.#silenceMs;
  }

  /**
   * Waits for the provider, but no longer than the run lasts, whether or not the provider listens to the signal.
   * @throws ProviderError `cancelled`, `provider-timeout`
   */
  async orStop<T>(work: PromiseLike<T>): Promise<T> {
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    const stop = () => reject(this.signal.reason);
    this.signal.addEventListener('abort', stop, { once: true });
    if (this.signal.aborted) stop();
    try {
      return await Promise.race([stopped, work]);
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** Pauses. Nobody is asked meanwhile, so silence is counted from its end. @throws ProviderError `cancelled`, `provider-timeout` */
  async pause(ms: number): Promise<void> {
    this.#silentAt = performance.now() + ms + this.#silenceMs;
    await this.orStop(wait(ms, undefined, { signal: this.signal }));
  }

  /** Ends whatever still runs and lets go of the caller's signal. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#stop.abort(new ProviderError('cancelled', { reason: 'run-over' }));
  }

  /** Signs of life come often, so they move no timer: when it rings it is set again for what is left. */
  #wait(): void {
    const leftMs = Math.min(this.#silentAt, this.#endsAt) - performance.now();
    if (leftMs > 0) this.#timer = setTimeout(() => this.#wait(), Math.ceil(leftMs));
    else this.#onAbort();
  }

  #reason(): ProviderError {
    return this.#caller.aborted
      ? new ProviderError('cancelled', { reason: 'stopped' })
      : new ProviderError('provider-timeout', {});
  }
}
