import { type Activity, amountMicros, isCancelled, MINUTE_MS, SECOND_MS } from '../contract/index.ts';
import type { Amendment } from '../meter/commands.ts';
import type { Versioned } from '../platform/documents.ts';
import { log } from '../platform/log.ts';
import type { ModelOutcome } from './providers/model-run.ts';
import { type Run, type RunServices, resultOf, usageOf } from './run.ts';

/** What a stream has delivered is recorded at most this often: it is what a lost worker's sweep charges. */
const RECORD_EVERY_MS = 20 * SECOND_MS;
const PROGRESS_EVERY_MS = 3 * SECOND_MS;
/** A worker that has nothing to say says so: its lease is three times as long. */
const HEARTBEAT_MS = MINUTE_MS;
const REPORTED_LEASE_MS = 3 * MINUTE_MS;

/** What a worker says of its work midway: one write at a time, and few. */
export interface WorkReport {
  /** Aborts when the credits are spent. */
  readonly signal: AbortSignal;
  /** Text so far. Resolves when there are credits for more of it; asks for them before they run out. */
  text(soFar: ModelOutcome): Promise<void> | void;
  progress(fraction: number): void;
  /** Resolves when the reference is stored. @throws when it cannot be: the work must not be waited for then */
  job(reference: string): Promise<void>;
  /** The activity as last written by this run. */
  latest(): Promise<Versioned<Activity>>;
  /** Nothing is reported any more, and the lease no longer kept. */
  stop(): void;
}

type Report = Extract<Amendment, { kind: 'report' }>;

export function createWorkReport({ meter, inFlight, now }: RunServices, run: Run): WorkReport {
  const { activityId, ownerNonce, quote } = run;
  const spent = new AbortController();
  let stored = run.activity;
  let lastMs = now();
  let writing: Promise<void> | null = null;
  /** The account had no more to hold when it was asked last. */
  let isDry = false;
  const heartbeat = setInterval(() => write({}), HEARTBEAT_MS);
  heartbeat.unref();

  function write(
    news: Report['news'],
    { result = null, holdMicros = 0 }: Partial<Pick<Report, 'result' | 'holdMicros'>> = {},
  ): Promise<void> {
    lastMs = now();
    const before = writing;
    const current = (async () => {
      await before;
      const leaseMs = REPORTED_LEASE_MS;
      const change = { kind: 'report', ownerNonce, leaseMs, news, result, holdMicros } as const;
      try {
        const command = { kind: 'amend', activityId, change } as const;
        const { activity } = await meter.submit(stored.value.accountId, command, stored);
        if (activity) stored = activity;
        if (isCancelled(stored.value)) inFlight.cancel(activityId);
      } catch (cause) {
        log.deliveryNotRecorded({ activityId, traceId: stored.value.traceId, cause });
      }
    })();
    writing = current;
    return current.finally(() => {
      if (writing === current) writing = null;
    });
  }

  function text(soFar: ModelOutcome): Promise<void> | void {
    if (!quote) return;
    const used = { ...stored.value.quantity, ...soFar.quantity };
    const micros = amountMicros(quote.model.price, used);
    const { heldMicros, priceMicros } = stored.value;
    const mayGrow = heldMicros > 0 && heldMicros < priceMicros;
    const isOver = mayGrow && micros > heldMicros;
    if (writing) return isOver ? writing.then(() => text(soFar)) : undefined;
    if (isOver && isDry) return spent.abort();

    const isDue = now() - lastMs >= RECORD_EVERY_MS;
    const isRunningOut = mayGrow && 2 * micros >= heldMicros;
    if (!isDue && (!isRunningOut || isDry)) return;
    const delivered = { micros: Math.min(micros, heldMicros), ...usageOf(quote, used) };
    const result = resultOf(stored.value, soFar.output, now());
    const holdMicros = isRunningOut ? Math.min(4 * micros, priceMicros) : 0;
    const written = write({ delivered }, { result, holdMicros }).then(() => {
      isDry = stored.value.heldMicros < holdMicros;
    });
    return isOver ? written.then(() => text(soFar)) : undefined;
  }

  return {
    signal: spent.signal,
    text,
    progress(progress) {
      // A worker that took over estimates from its own beginning.
      const isNews = progress > (stored.value.progress ?? 0);
      if (isNews && !writing && now() - lastMs >= PROGRESS_EVERY_MS) void write({ progress });
    },
    async job(reference) {
      await write({ job: reference });
      if (stored.value.job !== reference) throw new Error('The reference to the work could not be stored');
    },
    async latest() {
      await writing;
      return stored;
    },
    stop: () => clearInterval(heartbeat),
  };
}
