import type { Catalog, LedgerEntry } from '@firemeter/functions/contract';

/** A usage of credits. */
export type UsageEntry = LedgerEntry & { kind: 'usage' };

export interface SpendingFigure {
  readonly name: string;
  readonly micros: number;
  readonly count: number;
}

export interface ModelFigure extends SpendingFigure {
  readonly operation: string;
}

export interface Spending {
  readonly totalMicros: number;
  readonly count: number;
  /** Most credits first. */
  readonly byOperation: readonly SpendingFigure[];
  readonly byModel: readonly ModelFigure[];
  readonly byProvider: readonly SpendingFigure[];
}

/** Adds up charges. @param providerOf returns a model's provider; null: no longer sold */
export function addUpSpending(
  usage: readonly UsageEntry[],
  providerOf: (entry: UsageEntry) => string | null,
): Spending {
  const operations = new Map<string, SpendingFigure>();
  const models = new Map<string, ModelFigure>();
  const providers = new Map<string, SpendingFigure>();
  let totalMicros = 0;
  for (const entry of usage) {
    const micros = -entry.totalMicros;
    const { operation, model } = entry;
    totalMicros += micros;
    const add = <F extends SpendingFigure>(to: Map<string, F>, key: string, first: F) => {
      const known = to.get(key) ?? first;
      to.set(key, { ...known, micros: known.micros + micros, count: known.count + 1 });
    };
    const none = { micros: 0, count: 0 };
    add(operations, operation, { name: operation, ...none });
    add(models, JSON.stringify([operation, model]), { operation, name: model, ...none });
    const provider = providerOf(entry) ?? '';
    add(providers, provider, { name: provider, ...none });
  }
  return {
    totalMicros,
    count: usage.length,
    byOperation: mostFirst(operations),
    byModel: mostFirst(models),
    byProvider: mostFirst(providers),
  };
}

function mostFirst<F extends SpendingFigure>(figures: ReadonlyMap<string, F>): F[] {
  return [...figures.values()].sort((a, b) => b.micros - a.micros || (a.name < b.name ? -1 : 1));
}

/** Returns which provider a model is of, as the catalog has it now. */
export function providerIn(catalog: Catalog) {
  return ({ operation, model }: UsageEntry) => catalog.operations[operation]?.models[model]?.provider ?? null;
}

/** A day where this device is. */
export interface DayFigure {
  readonly startMs: number;
  readonly micros: number;
  /** Of it, by operation. */
  readonly byOperation: ReadonlyMap<string, number>;
}

/** Adds up usage by day, without gaps from the first day to the last. */
export function spendingByDay(
  usage: readonly UsageEntry[],
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): DayFigure[] {
  const days: (DayFigure & { byOperation: Map<string, number> })[] = [];
  for (let startMs = dayOf(fromMs); startMs < untilMs; startMs = nextDay(startMs)) {
    days.push({ startMs, micros: 0, byOperation: new Map() });
  }
  const index = new Map(days.map(({ startMs }, at) => [startMs, at]));
  for (const { createdAt, totalMicros, operation } of usage) {
    const at = index.get(dayOf(createdAt));
    const day = at === undefined ? undefined : days[at];
    if (at === undefined || !day) continue;
    day.byOperation.set(operation, (day.byOperation.get(operation) ?? 0) - totalMicros);
    days[at] = { ...day, micros: day.micros - totalMicros };
  }
  return days;
}

function dayOf(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function nextDay(startMs: number): number {
  const day = new Date(startMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
