import { setTimeout as wait } from 'node:timers/promises';
import { ProviderError } from './provider-error.ts';

/** The limits of a run. */
export interface RunLimits {
  /** The longest silence of the provider, in milliseconds. */
  readonly silenceMs: number;
  /** The longest time in milliseconds, including retries, even if the provider gives signs of life. */
  readonly totalMs: number;
}

/**
 * Ends a run: when its caller stops it, when the provider has been silent for too long, when its time is over, or when
 * it is done. Anything from the provider is a sign of life: text, progress, or the response to a poll.
 */
export class RunClock implements Disposable {
  readonly #caller: AbortSignal;
  readonly #silenceMs: number;
  readonly #endsAt: number;
  readonly #stop = new AbortController();
  readonly #onAbort = () => this.#stop.abort(this.#reason());
  /** When the provider is given up without another sign of life. */
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

  /** The signal for the provider. Its reason is a ProviderError. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get remainingMs(): number {
    return this.#endsAt - performance.now();
  }

  /** Records a sign of life, which restarts the silence. */
  alive(): void {
    this.#silentAt = performance.now() + this.#silenceMs;
  }

  /**
   * Waits for the provider, but no longer than the run lasts, even if the provider ignores the signal.
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

  /** Pauses. The silence restarts at the end. @throws ProviderError `cancelled`, `provider-timeout` */
  async pause(ms: number): Promise<void> {
    this.#silentAt = performance.now() + ms + this.#silenceMs;
    await this.orStop(wait(ms, undefined, { signal: this.signal }));
  }

  /** Ends the timer and removes the listener from the caller's signal. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#stop.abort(new ProviderError('cancelled', { reason: 'run-over' }));
  }

  /** Signs of life are frequent, so they don't move the timer. When it fires, it is set again for the rest. */
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
