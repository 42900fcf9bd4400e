/** Keys remembered before the oldest is forgotten: a long-lived server must not grow by them. */
const MAX_KEYS = 10_000;

/** Counts the orders for work that came to the stand-ins, by idempotency key. */
export class CallLog {
  readonly #calls = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(idempotencyKey: string): number {
    return this.#calls.get(idempotencyKey) ?? 0;
  }

  /** Counts an order. Returns how many there were with its key, this one included. */
  record(idempotencyKey: string | undefined): number {
    this.#total++;
    if (idempotencyKey === undefined) return 1;
    const calls = this.of(idempotencyKey) + 1;
    this.#calls.delete(idempotencyKey);
    this.#calls.set(idempotencyKey, calls);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_KEYS && oldest !== undefined) this.#calls.delete(oldest);
    return calls;
  }
}
