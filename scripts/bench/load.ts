import { setTimeout as sleep } from 'node:timers/promises';

/** What a load saw. */
export interface Seen {
  /** Until the last answer. */
  seconds: number;
  /** How long each success took. */
  tookMs: number[];
  failures: Map<string, number>;
  /** Processor time of this process: what the client side of it costs. */
  cpuMs: number;
}

export const nothingSeen = (): Seen => ({ seconds: 0, tookMs: [], failures: new Map(), cpuMs: 0 });

const unanswered = 'unanswered';

/**
 * So many callers at once, each asking again as soon as it is answered, for a time. The last answers are awaited, and
 * counted with the time they take; what is still unanswered after `patienceMs` counts as a failure.
 */
export async function load(options: {
  atOnce: number;
  forMs: number;
  patienceMs: number;
  once: (caller: number) => Promise<unknown>;
  into?: Seen;
  signal: AbortSignal;
}): Promise<Seen> {
  const { atOnce, forMs, patienceMs, once, into: seen = nothingSeen(), signal } = options;
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  let waiting = 0;
  let isOver = false;
  const fail = (name: string, count = 1) => seen.failures.set(name, (seen.failures.get(name) ?? 0) + count);
  const callers = Array.from({ length: atOnce }, async (_, caller) => {
    while (performance.now() - startedMs < forMs && !signal.aborted) {
      const askedMs = performance.now();
      waiting++;
      const error = await once(caller).then(
        () => null,
        (cause: unknown) => cause ?? 'unknown',
      );
      waiting--;
      if (isOver) return;
      if (error === null) seen.tookMs.push(performance.now() - askedMs);
      else fail(nameOf(error));
    }
  });
  const patience = new AbortController();
  const outOfPatience = sleep(forMs + patienceMs, undefined, { signal: patience.signal }).catch(
    () => undefined,
  );
  await Promise.race([Promise.all(callers), outOfPatience]);
  patience.abort();
  isOver = true;
  signal.throwIfAborted();
  if (waiting > 0) fail(unanswered, waiting);
  seen.seconds += (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(startedCpu);
  seen.cpuMs += (user + system) / 1_000;
  return seen;
}

function nameOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: string };
  return String(code ?? message ?? error).slice(0, 60);
}

export function perSecond({ tookMs, seconds }: Seen): number {
  return tookMs.length / seconds;
}

export function failuresOf({ failures }: Seen): number {
  return [...failures.values()].reduce((sum, count) => sum + count, 0);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** The value below which a share of all values lies, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
