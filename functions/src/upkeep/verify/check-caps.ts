import {
  type Activity,
  type CapUse,
  capPeriodStartMs,
  capPeriods,
  capsCountedSinceMs,
  causedBy,
  isOpen,
  RETENTION_MS,
} from '../../contract/index.ts';
import { type AuditOptions, LONGEST_WORK_MS } from './audit-options.ts';
import type { Finding } from './finding.ts';

/** What a request counts towards caps, and when it was admitted. */
export interface CapCount {
  readonly atMs: number;
  readonly label: string | undefined;
  readonly micros: number;
}

export function toCapCount(activity: Activity): CapCount {
  const { createdAt, label, heldMicros, capturedMicros } = activity;
  return { atMs: createdAt, label, micros: isOpen(activity) ? heldMicros : capturedMicros };
}

/** Checks that the usage of caps, of the account and of labels, is what its requests hold or were charged. */
export function checkCaps(options: AuditOptions, counts: readonly CapCount[]): Finding[] {
  const { capUse, labelCaps = [] } = options.account;
  const readFromMs = countedFromMs(options);
  const ofLabels = labelCaps.flatMap(({ label, use }, index) => {
    const own = counts.filter((count) => count.label === label);
    // A label is something that a person wrote, so it is named by its place.
    return checkUse(use, own, { subject: `labelCaps.${index}.use`, readFromMs });
  });
  return [...(capUse ? checkUse(capUse, counts, { subject: 'capUse', readFromMs }) : []), ...ofLabels];
}

/** Returns the time since which all activities were counted and are known: none was cleaned up, and all were read. */
function countedFromMs({ account, checkpoint, nowMs }: AuditOptions): number {
  const readFromMs = checkpoint ? checkpoint.throughMs - LONGEST_WORK_MS : 0;
  return Math.max(readFromMs, nowMs - RETENTION_MS, account.erasedAt ?? 0, capsCountedSinceMs(account));
}

interface Checked {
  readonly subject: string;
  readonly readFromMs: number;
}

function checkUse(use: CapUse, counts: readonly CapCount[], { subject, readFromMs }: Checked): Finding[] {
  return capPeriods.flatMap((period) => {
    const { startMs, micros, beforeMicros } = use[period];
    const beforeMs = capPeriodStartMs(period, startMs - 1);
    return [
      ...findOff({
        subject: `${subject}.${period}.micros`,
        fromMs: startMs,
        untilMs: Number.POSITIVE_INFINITY,
        micros,
      }),
      ...findOff({
        subject: `${subject}.${period}.beforeMicros`,
        fromMs: beforeMs,
        untilMs: startMs,
        micros: beforeMicros,
      }),
    ];
  });

  function findOff(stored: { subject: string; fromMs: number; untilMs: number; micros: number }): Finding[] {
    const fromMs = Math.max(stored.fromMs, use.sinceMs);
    if (fromMs < readFromMs) return [];
    const sum = counts
      .filter(({ atMs }) => fromMs <= atMs && atMs < stored.untilMs)
      .reduce((total, { micros }) => total + micros, 0);
    const offByMicros = stored.micros - sum;
    if (offByMicros === 0) return [];
    return [
      { kind: 'cap-use-off', subject: stored.subject, cause: causedBy('cap-use-differs'), offByMicros },
    ];
  }
}
