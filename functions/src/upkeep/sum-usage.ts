import type { Activity, Catalog, LedgerEntry, UsageFigures } from '../contract/index.ts';

/** What an ended activity adds to the statistics. Numbers that are added up, by where they belong. */
export interface UsageTally extends UsageFigures {
  readonly hours: Record<string, UsageFigures>;
  readonly operations: Record<string, UsageFigures>;
  readonly models: Record<string, UsageFigures>;
  readonly providers: Record<string, UsageFigures>;
  readonly sources: Record<string, number>;
  readonly failures: Record<string, number>;
}

/** @param entry what was charged for it, if anything was */
export function sumUsage(activity: Activity, entry: LedgerEntry | null, catalog: Catalog): UsageTally {
  const { operation, model, status, failure, startedAt, endedAt, capturedMicros } = activity;
  const isCompleted = status === 'completed';
  const figures: UsageFigures = {
    completed: Number(isCompleted),
    failed: Number(status === 'failed'),
    expired: Number(status === 'expired'),
    guests: Number(activity.guestAddress !== null),
    capturedMicros,
    costUsdMicros: entry?.kind === 'usage' ? entry.costUsdMicros : (activity.costUsdMicros ?? 0),
    tookMs: isCompleted ? Math.max(0, (endedAt ?? 0) - (startedAt ?? endedAt ?? 0)) : 0,
  };
  const hour = new Date(endedAt ?? 0).toISOString().slice(11, 13);
  const provider = catalog.operations[operation]?.models[model]?.provider ?? 'unknown';
  const sources = (entry?.amounts ?? []).map(({ source, amountMicros }) => ({
    [source]: 0 - amountMicros,
  }));
  return {
    ...figures,
    hours: { [hour]: figures },
    operations: { [operation]: figures },
    models: { [`${operation}/${model}`]: figures },
    providers: { [provider]: figures },
    sources: sources.reduce<Record<string, number>>(addedUp, {}),
    failures: failure ? { [failure.code]: 1 } : {},
  };
}

type Numbers = { readonly [key: string]: number | Numbers };

/** The sum of two trees of numbers, leaf by leaf. */
export function addedUp<T extends object>(left: T, right: T): T {
  const sum = { ...left } as Record<string, unknown>;
  for (const [key, value] of Object.entries(right as Numbers)) {
    const before = sum[key];
    sum[key] =
      typeof value === 'number'
        ? ((before as number | undefined) ?? 0) + value
        : addedUp((before as Numbers | undefined) ?? {}, value);
  }
  return sum as T;
}
