/** Rejections share a read of the account, at most one in this time. */
const READ_EVERY_MS = 1_000;

/** The facts about a waiting command that the gate needs. */
interface Gated {
  readonly subject: { readonly id: string } | null;
}

/** Keeps commands that the cached account rejects until the next shared read of it, because nothing is rejected without one. */
export class RefreshGate<G extends Gated> {
  readonly #wake: (first: G) => void;
  #waiting: G[] = [];
  #timer: NodeJS.Timeout | null = null;
  #lastReadMs = Number.NEGATIVE_INFINITY;

  /** @param wake has the account read for the first command that waits; the others join that read */
  constructor(wake: (first: G) => void) {
    this.#wake = wake;
  }

  get length(): number {
    return this.#waiting.length;
  }

  add(commands: readonly G[]): void {
    this.#waiting.push(...commands);
    this.planRead();
  }

  /** Takes the commands that join a read which begins now: at most so many, and no two about one document. */
  join(batch: readonly G[], most: number): G[] {
    this.#lastReadMs = performance.now();
    const taken = new Set(batch.map(({ subject }) => subject?.id));
    const joining = this.#waiting.filter(({ subject }) => !taken.has(subject?.id)).slice(0, most);
    this.#waiting = this.#waiting.filter((command) => !joining.includes(command));
    return joining;
  }

  /** Plans a read for the commands that still wait. */
  planRead(): void {
    if (this.#waiting.length === 0) return;
    const wake = () => {
      this.#timer = null;
      const first = this.#waiting.shift();
      if (first) this.#wake(first);
    };
    const waitMs = this.#lastReadMs + READ_EVERY_MS - performance.now();
    this.#timer ??= setTimeout(wake, Math.max(0, waitMs));
  }
}
