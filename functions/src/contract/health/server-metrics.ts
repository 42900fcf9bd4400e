import { z } from 'zod';
import { schemaVersion } from '../store/stored-document.ts';
import { HOUR_MS } from '../time.ts';

const Counts = z.record(z.string(), z.int());

/** The calls of one function. */
export const CallMetrics = z.strictObject({
  calls: z.int().default(0),
  /** Counts by error code. */
  errors: Counts.default({}),
  /** Counts by duration: a sketch. */
  took: Counts.default({}),
});
export type CallMetrics = z.infer<typeof CallMetrics>;

/** `server_metrics/{hour}`: how the functions that clients call went within an hour of UTC. Best effort. */
export const ServerMetrics = z.strictObject({
  schemaVersion,
  /** Such as `2026-01-31T15`. */
  hour: z.string(),
  callables: z.record(z.string(), CallMetrics),
});
export type ServerMetrics = z.infer<typeof ServerMetrics>;

export function metricsHourOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 'yyyy-mm-ddThh'.length);
}

/** Returns the hours that reach into a time until now, the latest first. */
export function metricsHours(nowMs: number, windowMs: number): string[] {
  const count = Math.ceil(windowMs / HOUR_MS) + 1;
  return Array.from({ length: count }, (_, index) => metricsHourOf(nowMs - index * HOUR_MS));
}

/** Returns the metrics of several hours added up, by the name of the function. */
export function addMetrics(hours: readonly Pick<ServerMetrics, 'callables'>[]): Map<string, CallMetrics> {
  const sums = new Map<string, CallMetrics>();
  for (const [name, { calls, errors, took }] of hours.flatMap(({ callables }) => Object.entries(callables))) {
    const was = sums.get(name) ?? { calls: 0, errors: {}, took: {} };
    sums.set(name, {
      calls: was.calls + calls,
      errors: addCounts(was.errors, errors),
      took: addCounts(was.took, took),
    });
  }
  return sums;
}

function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
