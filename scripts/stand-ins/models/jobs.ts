import { randomUUID } from 'node:crypto';
import type { Directives } from './directives.ts';
import { malformedFile } from './reply.ts';

export interface Job {
  readonly directives: Directives;
  isDone(): boolean;
  /** Makes what was ordered: once, whoever asks. */
  file(signal: AbortSignal): Promise<Buffer>;
}

const MAX_JOBS = 2_000;

/** Remembers what was begun, as providers do. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #jobMs: number;

  /** @param jobMs milliseconds before a job is done, besides those that its prompt says */
  constructor(jobMs: number) {
    this.#jobMs = jobMs;
  }

  begin(directives: Directives, make: (signal: AbortSignal) => Promise<Buffer>): string {
    const id = randomUUID().replaceAll('-', '');
    const doneAtMs = performance.now() + this.#jobMs + directives.slowMs;
    let made: Promise<Buffer> | undefined;
    this.#jobs.set(id, {
      directives,
      isDone: () => performance.now() >= doneAtMs,
      file(signal) {
        if (directives.malformed) return Promise.resolve(malformedFile);
        made ??= make(signal);
        // Whoever hung up does not spoil it for the next.
        made.catch(() => (made = undefined));
        return made;
      },
    });
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > MAX_JOBS && oldest !== undefined) this.#jobs.delete(oldest);
    return id;
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }
}
