import { type Activity, isCancelled, isOpen, LEASE_MS, SECOND_MS } from '../contract/index.ts';
import type { ActivityUpdate } from '../meter/commands.ts';
import { log } from '../platform/signals/log.ts';
import type { Versioned } from '../platform/store/documents.ts';
import type { Run } from './pipeline.ts';
import type { ModelOutcome } from './providers/models/model-run.ts';
import type { OwnServices } from './services.ts';
import { FENCE_MS, HEARTBEAT_MS } from './time-limits.ts';
import { meterUsage, toResult } from './work-ending.ts';

/**
 * How soon the first text of a stream is recorded, and how often the text after it. If a worker is lost, the sweep
 * charges what was recorded.
 */
const FIRST_RECORD_MS = SECOND_MS;
const RECORD_EVERY_MS = 20 * SECOND_MS;
const PROGRESS_EVERY_MS = 3 * SECOND_MS;
/** After this many consecutive failures to store a report, a stream goes no further than its hold. */
const MAX_FAILURES = 3;

/** A worker's reports during its work: one write at a time, and few. */
export interface WorkReport {
  /** Aborts when the credits run out. */
  readonly signal: AbortSignal;
  /** Aborts when the lease could not be kept, some time before it runs out: another run may own the work after that. */
  readonly lost: AbortSignal;
  /** Reports the text so far. Resolves when there are credits for more; holds more before they run out. */
  text(soFar: ModelOutcome): Promise<void> | void;
  progress(fraction: number): void;
  /**
   * Resolves when the reference is stored, with the provider's charge for the accepted work.
   * @throws Error when it can't be stored; the work must not be awaited then
   */
  job(reference: string, costUsdMicros: number): Promise<void>;
  /** Holds more, up to a total and to the price, as far as there are credits. Resolves to what is held then. */
  hold(totalMicros: number): Promise<number>;
  /** The activity as last written by this run. */
  latest(): Promise<Versioned<Activity>>;
  /** Ends the reports, and no longer extends the lease. */
  stop(): void;
}

type Report = Extract<ActivityUpdate, { kind: 'report' }>;

/** The work that is reported on. */
type ReportedRun = Pick<Run, 'activityId' | 'activity' | 'ownerNonce' | 'quote' | 'gone'> &
  Partial<Pick<Run, 'input'>>;

export function createWorkReport({ meter, runningWork, now }: OwnServices, run: ReportedRun): WorkReport {
  const { activityId, ownerNonce, quote, gone } = run;
  const { quantity: requested } = run.activity.value;
  const spent = new AbortController();
  const lost = new AbortController();
  let stored = run.activity;
  let fence: NodeJS.Timeout | undefined;
  let lastMs = now();
  let writing: Promise<void> | null = null;
  /** The part of the text that is not recorded yet. */
  let unrecorded: ModelOutcome | null = null;
  let recording: NodeJS.Timeout | undefined;
  /** Whether the account had no more to hold at the last attempt. */
  let isDry = false;
  /** The number of consecutive failures to hold more. */
  let failures = 0;
  const heartbeat = setInterval(() => write({}), HEARTBEAT_MS);
  heartbeat.unref();
  gone?.addEventListener('abort', record, { once: true });
  keepFence();

  /** Gives the work up in time if nothing extends its lease any more. */
  function keepFence(): void {
    clearTimeout(fence);
    const { value } = stored;
    if (value.ownerNonce !== ownerNonce || !isOpen(value)) {
      lost.abort();
      return;
    }
    const leftMs = (value.leaseUntil ?? 0) - FENCE_MS - now();
    fence = setTimeout(() => lost.abort(), Math.max(0, leftMs));
    fence.unref();
  }

  function write(
    changes: Report['changes'],
    { result = null, holdMicros = 0 }: Partial<Pick<Report, 'result' | 'holdMicros'>> = {},
  ): Promise<void> {
    lastMs = now();
    const before = writing;
    const current = (async () => {
      await before;
      const was = stored;
      const change = { kind: 'report', ownerNonce, leaseMs: LEASE_MS, changes, result, holdMicros } as const;
      try {
        const command = { kind: 'update', activityId, change } as const;
        const { activity } = await meter.submit(stored.value.accountId, command, stored);
        if (activity) stored = activity;
        keepFence();
        if (isCancelled(stored.value)) runningWork.cancel(activityId);
      } catch (cause) {
        log.deliveryNotRecorded({ activityId, traceId: stored.value.traceId, cause });
      }
      if (holdMicros === 0) return;
      failures = stored === was ? failures + 1 : 0;
      isDry = failures > 0 ? failures === MAX_FAILURES : stored.value.heldMicros < holdMicros;
    })();
    writing = current;
    return current.finally(() => {
      if (writing === current) writing = null;
    });
  }

  /** Records what has been delivered, and holds more for what follows, up to a total. */
  function recordDelivery({ output, quantity }: ModelOutcome, holdMicros: number): Promise<void> {
    if (!quote) return Promise.resolve();
    clearTimeout(recording);
    recording = undefined;
    unrecorded = null;
    const delivered = meterUsage(quote, { requested, used: quantity });
    return write(
      { delivered },
      { result: toResult({ activity: stored.value, input: run.input }, output, now()), holdMicros },
    );
  }

  function record(): void {
    if (unrecorded) void recordDelivery(unrecorded, 0);
  }

  function text(soFar: ModelOutcome): Promise<void> | void {
    if (!quote) return;
    unrecorded = soFar;
    const isFirst = stored.value.delivered === null && !writing;
    recording ??= setTimeout(record, isFirst ? FIRST_RECORD_MS : RECORD_EVERY_MS);
    const { micros } = meterUsage(quote, { requested, used: soFar.quantity });
    const { heldMicros, priceMicros } = stored.value;
    const mayGrow = heldMicros > 0 && heldMicros < priceMicros;
    const isOver = mayGrow && micros > heldMicros;
    if (writing) return isOver ? writing.then(() => text(soFar)) : undefined;
    if (isOver && isDry) return spent.abort();
    if (isDry || !mayGrow || 2 * micros < heldMicros) return;

    const holdMicros = Math.min(4 * micros, priceMicros);
    const written = recordDelivery(soFar, holdMicros);
    return isOver ? written.then(() => text(soFar)) : undefined;
  }

  return {
    signal: spent.signal,
    lost: lost.signal,
    text,
    progress(progress) {
      // A worker that took over estimates progress from its own start.
      const isFurther = progress > (stored.value.progress ?? 0);
      if (isFurther && !writing && now() - lastMs >= PROGRESS_EVERY_MS) void write({ progress });
    },
    async job(reference, costUsdMicros) {
      await write({ job: reference, costUsdMicros });
      if (stored.value.job !== reference) throw new Error('The reference to the work could not be stored');
    },
    async hold(totalMicros) {
      await write({}, { holdMicros: totalMicros });
      return stored.value.heldMicros;
    },
    async latest() {
      await writing;
      return stored;
    },
    stop() {
      clearInterval(heartbeat);
      clearTimeout(recording);
      clearTimeout(fence);
      gone?.removeEventListener('abort', record);
    },
  };
}
