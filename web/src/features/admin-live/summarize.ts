import { type Activity, isOpen, MINUTE_MS } from '@firemeter/functions/contract';
import { sumFlows } from '../../lib/credit-flow.ts';

export interface Summary {
  active: number;
  completed: number;
  failed: number;
  capturedMicros: number;
  heldMicros: number;
  /** From request to end; null while nothing has ended. */
  medianMs: number | null;
}

type Row = Pick<Activity, 'status' | 'heldMicros' | 'capturedMicros' | 'createdAt' | 'endedAt'>;

/** What the listed requests come to. */
export function summarize(rows: readonly Row[]): Summary {
  const { spentMicros, heldMicros } = sumFlows(rows);
  const tookMs = rows.flatMap(({ status, createdAt, endedAt }) =>
    status === 'completed' && endedAt !== null ? endedAt - createdAt : [],
  );
  return {
    active: rows.filter(isOpen).length,
    completed: rows.filter(({ status }) => status === 'completed').length,
    failed: rows.filter(({ status }) => status === 'failed' || status === 'expired').length,
    capturedMicros: spentMicros,
    heldMicros,
    medianMs: median(tookMs),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export interface MinuteBar {
  startMs: number;
  active: number;
  completed: number;
  failed: number;
}

/** Requests by the minute in which they came, oldest first, the running minute last. */
export function perMinute({
  rows,
  nowMs,
  minutes,
}: {
  rows: readonly Row[];
  nowMs: number;
  minutes: number;
}): MinuteBar[] {
  const lastStartMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const bars = Array.from({ length: minutes }, (_, index) => ({
    startMs: lastStartMs - (minutes - 1 - index) * MINUTE_MS,
    active: 0,
    completed: 0,
    failed: 0,
  }));
  for (const row of rows) {
    const index = minutes - 1 - Math.floor((lastStartMs + MINUTE_MS - 1 - row.createdAt) / MINUTE_MS);
    const bar = bars[Math.min(index, minutes - 1)];
    if (!bar || index < 0) continue;
    if (isOpen(row)) bar.active += 1;
    else if (row.status === 'completed') bar.completed += 1;
    else bar.failed += 1;
  }
  return bars;
}
