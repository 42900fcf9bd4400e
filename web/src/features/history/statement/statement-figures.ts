import type { LedgerEntry } from '@firemeter/functions/contract';
import { type MovementType, movementType } from '../../../lib/ledger/movement-type.ts';

/** The sums of movements of one type. */
export interface TypeFigure {
  readonly type: MovementType | 'other';
  readonly count: number;
  readonly totalMicros: number;
}

/** The sums of the usage of one model. */
export interface ModelFigure {
  readonly operation: string;
  readonly model: string;
  readonly count: number;
  readonly totalMicros: number;
}

export interface StatementFigures {
  readonly byType: readonly TypeFigure[];
  /** Most credits first. */
  readonly byModel: readonly ModelFigure[];
  readonly totalMicros: number;
  readonly debtDeltaMicros: number;
}

/** Adds up the movements of a month. */
export function statementFigures(movements: readonly { readonly value: LedgerEntry }[]): StatementFigures {
  const byType = new Map<TypeFigure['type'], TypeFigure>();
  const byModel = new Map<string, ModelFigure>();
  let [totalMicros, debtDeltaMicros] = [0, 0];
  for (const { value: entry } of movements) {
    totalMicros += entry.totalMicros;
    debtDeltaMicros += entry.debtDeltaMicros;
    const type = movementType(entry) ?? 'other';
    byType.set(type, withOne(byType.get(type) ?? { type, count: 0, totalMicros: 0 }, entry));
    if (entry.kind !== 'usage') continue;
    const { operation, model } = entry;
    const key = JSON.stringify([operation, model]);
    byModel.set(key, withOne(byModel.get(key) ?? { operation, model, count: 0, totalMicros: 0 }, entry));
  }
  return {
    byType: [...byType.values()].sort((a, b) => b.totalMicros - a.totalMicros),
    byModel: [...byModel.values()].sort((a, b) => a.totalMicros - b.totalMicros),
    totalMicros,
    debtDeltaMicros,
  };
}

function withOne<F extends { count: number; totalMicros: number }>(figure: F, entry: LedgerEntry): F {
  return { ...figure, count: figure.count + 1, totalMicros: figure.totalMicros + entry.totalMicros };
}
