import { expect } from 'vitest';
import { type Activity, amountMicros, defaultCatalog, isOpen } from '../../../src/contract/index.ts';

/** When things happened to one activity, and how many tokens of it were streamed. */
export interface WorkNotes {
  begunAtMs?: number;
  streamedAtMs?: number;
  endedAtMs?: number;
  tokens?: number;
}

const MINUTE = 60_000;
/** A minute for the worker to stop, a minute until the next sweep, the skew of clocks and some for the calls. */
const ENDS_WITHIN_MS = 2 * MINUTE + 10_000;
/** A worker that hears of no cancel hears of it when it reports. */
const HEARD_WITHIN_MS = MINUTE + 15_000;
/** From a claim to the provider. */
const STARTED_MS = 1_000;

/** Fails unless a cancel took effect on an activity that had not ended, or was not held yet, when it was acknowledged. */
export function expectStopped(
  id: string,
  activity: Activity,
  cancel: { atMs: number; wasHeld: boolean; notes: WorkNotes; heedsStop: boolean },
): void {
  const { kind, capturedMicros, failure, status } = activity;
  const { atMs, wasHeld, notes, heedsStop } = cancel;
  const { begunAtMs = 0, streamedAtMs = 0, endedAtMs = Number.POSITIVE_INFINITY } = notes;
  expect(isOpen(activity), `${id} never ended`).toBe(false);
  expect(begunAtMs, `${id} was begun after it was cancelled`).toBeLessThan(atMs + STARTED_MS);
  if (kind === 'chat') {
    expect(capturedMicros).toBeLessThanOrEqual(worthOf(activity, notes));
    if (heedsStop) expect(streamedAtMs, `${id} streamed on`).toBeLessThan(atMs + HEARD_WITHIN_MS);
  } else {
    expect(capturedMicros, `${id} was captured`).toBe(0);
    expect(status, `${id} was delivered`).not.toBe('completed');
  }
  // What is held after its reel was cancelled has a lease of its own, in case its worker dies before it looks.
  if (!wasHeld) return;
  if (kind !== 'chat') expect(failure?.code).toBe('cancelled');
  expect(endedAtMs, `${id} took long to stop`).toBeLessThanOrEqual(atMs + ENDS_WITHIN_MS);
}

/** What everything costs that anybody had streamed of it. */
function worthOf({ quantity, operation, model }: Activity, { tokens = 0 }: WorkNotes): number {
  const price = defaultCatalog.operations[operation]?.models[model]?.price;
  return price && tokens > 0 ? amountMicros(price, { ...quantity, outputTokens: tokens }) : 0;
}
