/** Keys remembered before the oldest is forgotten: a long-lived server must not grow by them. */
const MAX_KEYS = 10_000;

/** How often the sandbox was called, in this process, for each idempotency key. */
export class CallLog {
  readonly #calls = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(idempotencyKey: string): number {
    return this.#calls.get(idempotencyKey) ?? 0;
  }

  /** Counts a call and tells how many there were with its key, this one included. */
  record(headers: Readonly<Record<string, string | undefined>> | undefined): number {
    this.#total++;
    const key = headers?.['Idempotency-Key'];
    if (key === undefined) return 1;
    const calls = this.of(key) + 1;
    this.#calls.delete(key);
    this.#calls.set(key, calls);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_KEYS && oldest !== undefined) this.#calls.delete(oldest);
    return calls;
  }
}
