import type { Drift } from '@firemeter/functions/contract';

export interface DriftGroup {
  readonly key: string;
  readonly first: Drift;
  readonly drifts: readonly Drift[];
}

/** Groups drifts by kind and cause, the largest group first. */
export function groupDrifts(drifts: readonly Drift[]): DriftGroup[] {
  const groups = new Map<string, Drift[]>();
  for (const drift of drifts) {
    const key = `${drift.kind} ${drift.why?.code ?? drift.cause}`;
    groups.set(key, [...(groups.get(key) ?? []), drift]);
  }
  return [...groups]
    .flatMap(([key, all]) => (all[0] ? [{ key, first: all[0], drifts: all }] : []))
    .sort((a, b) => b.drifts.length - a.drifts.length);
}
