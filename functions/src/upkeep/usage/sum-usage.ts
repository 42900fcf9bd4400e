import type { UsageFigures, UsageRow } from '../../contract/index.ts';

/** Sums of usage facts, as a whole and by dimension. */
export interface UsageTally extends UsageFigures {
  readonly hours: Record<string, UsageFigures>;
  readonly operations: Record<string, UsageFigures>;
  readonly models: Record<string, UsageFigures>;
  readonly providers: Record<string, UsageFigures>;
  readonly sources: Record<string, number>;
  readonly failures: Record<string, number>;
  readonly rejections: Record<string, number>;
}

const NO_FIGURES: UsageFigures = {
  completed: 0,
  failed: 0,
  expired: 0,
  guests: 0,
  capturedMicros: 0,
  costUsdMicros: 0,
  tookMs: 0,
};

export function emptyTally(): UsageTally {
  const places = { operations: {}, models: {}, sources: {}, failures: {} };
  return { ...NO_FIGURES, hours: {}, providers: {}, ...places, rejections: {} };
}

/** Returns what one row adds. */
export function sumUsage(row: UsageRow): UsageTally {
  if (row.fact === 'rejected') return { ...emptyTally(), rejections: { [row.code ?? '']: row.times } };
  const { status, startedAtMs, endedAtMs, capturedMicros } = row;
  const isEnd = row.fact === 'ended';
  const isCompleted = isEnd && status === 'completed';
  const figures: UsageFigures = {
    completed: Number(isCompleted),
    failed: Number(isEnd && status === 'failed'),
    expired: Number(isEnd && status === 'expired'),
    guests: Number(isEnd && row.isGuest),
    capturedMicros,
    costUsdMicros: row.costUsdMicros ?? 0,
    tookMs: isCompleted ? Math.max(0, endedAtMs - (startedAtMs ?? endedAtMs)) : 0,
  };
  const operation = row.operation ?? '';
  const sources: Record<string, number> = {};
  for (const { source, micros } of row.drawn) sources[source] = (sources[source] ?? 0) + micros;
  return {
    ...figures,
    hours: { [new Date(endedAtMs).toISOString().slice(11, 13)]: figures },
    operations: { [operation]: figures },
    models: { [`${operation}/${row.model}`]: figures },
    providers: { [row.provider ?? 'unknown']: figures },
    sources,
    failures: row.code === null ? {} : { [row.code]: 1 },
    rejections: {},
  };
}

/** Adds a tree of numbers to another, leaf by leaf. */
export function addInto(sum: object, tree: object): void {
  const target = sum as Record<string, unknown>;
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'number') target[key] = ((target[key] as number | undefined) ?? 0) + value;
    else if (typeof value === 'object' && value !== null) {
      target[key] ??= {};
      addInto(target[key] as object, value);
    }
  }
}
