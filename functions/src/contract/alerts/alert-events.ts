import { z } from 'zod';
import type { Alert } from '../documents/alert.ts';
import { Severity } from '../limits/abuse.ts';
import { TimeMs } from '../time.ts';

const common = {
  /** The same on every repetition. */
  eventId: z.string(),
  alertId: z.string(),
  kind: z.string(),
  severity: Severity,
  /** Null: it concerns no one account. */
  accountId: z.string().nullable(),
  subject: z.string(),
  atMs: TimeMs,
};

/** The events of alerts, by name. */
export const alertEvents = {
  'alert.fired': z.strictObject({
    ...common,
    name: z.literal('alert.fired'),
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  'alert.resolved': z.strictObject({
    ...common,
    name: z.literal('alert.resolved'),
    /** Null: the alert resolved automatically. */
    resolvedBy: z.string().nullable(),
  }),
} as const;

export type AlertEvent = z.infer<(typeof alertEvents)[keyof typeof alertEvents]>;

/**
 * Returns the event that follows from a change of an alert; null when there is nothing to report. It is made of the
 * documents alone, so repetitions are identical.
 */
export function toAlertEvent(
  alertId: string,
  { before, after }: { readonly before: Alert | null; readonly after: Alert | null },
): AlertEvent | null {
  if (!after) return null;
  const { kind, severity, accountId, subject, createdAt, resolvedAt, resolvedBy, code, details } = after;
  const about = { alertId, kind, severity, accountId, subject };
  // A standing alert may open again: then it has a time of its own.
  const isFired = before === null || (before.resolvedAt !== null && resolvedAt === null);
  if (isFired && resolvedAt === null) {
    const eventId = `${alertId}-fired-${createdAt}`;
    return { ...about, name: 'alert.fired', eventId, atMs: createdAt, code, details };
  }
  if (before === null || before.resolvedAt !== null || resolvedAt === null) return null;
  const eventId = `${alertId}-resolved-${resolvedAt}`;
  return { ...about, name: 'alert.resolved', eventId, atMs: resolvedAt, resolvedBy };
}
