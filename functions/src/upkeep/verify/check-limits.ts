import { type Account, causedBy, type Limit } from '../../contract/index.ts';
import type { Finding } from './finding.ts';

/** An admission, and the limit that applied to it; null if there was none, or it isn't known. */
export interface Turn {
  readonly atMs: number;
  readonly limit: Limit | null;
  readonly activityId: string;
}

/** Checks that no window that ends with an admission has more admissions than the limit. */
export function checkLimits(
  { limitResets }: Pick<Account, 'limitResets'>,
  turnsOf: ReadonlyMap<string, readonly Turn[]>,
): Finding[] {
  const findings: Finding[] = [];
  for (const [operation, all] of turnsOf) {
    const turns = all.toSorted((a, b) => a.atMs - b.atMs);
    const resets = limitResets?.[operation] ?? [];
    for (const [index, { atMs, limit, activityId }] of turns.entries()) {
      const first = limit && turns[index - limit.max];
      if (!limit || !first || first.atMs <= atMs - limit.windowMs) continue;
      if (resets.some((resetMs) => first.atMs <= resetMs && resetMs <= atMs)) continue;
      const cause = causedBy('over-limit', { max: limit.max, operation });
      findings.push({ kind: 'limit-passed', subject: `ai_activity/${activityId}`, cause });
    }
  }
  return findings;
}
