import { setTimeout as wait } from 'node:timers/promises';
import { ProviderError } from './provider-error.ts';

/** The end of a run: when its caller stops it, when its deadline passes, when it is done. */
export class RunClock implements Disposable {
  readonly #caller: AbortSignal;
  readonly #endsAt: number;
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.#stop.abort(this.#reason());

  constructor({ abortSignal, deadlineMs }: { abortSignal: AbortSignal; deadlineMs: number }) {
    this.#caller = abortSignal;
    this.#endsAt = performance.now() + deadlineMs;
    this.#timer = setTimeout(this.#onAbort, deadlineMs);
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

  /** @throws ProviderError `cancelled`, `provider-timeout` */
  async pause(ms: number): Promise<void> {
    await this.orStop(wait(ms, undefined, { signal: this.signal }));
  }

  /** Ends whatever still runs and lets go of the caller's signal. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#stop.abort(new ProviderError('cancelled', 'The run is over.'));
  }

  #reason(): ProviderError {
    return this.#caller.aborted
      ? new ProviderError('cancelled', 'Stopped before it was done.')
      : new ProviderError('provider-timeout', 'The model took too long to answer.');
  }
}
