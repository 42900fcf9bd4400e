import type { ArmName } from './arms/arm.ts';

/** One line of the table: a figure of each arm, and what it has to be. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  /** Only arms that were measured. */
  readonly values: Partial<Record<ArmName, number>>;
  readonly target?: Target;
}

export type Unit = 'count' | 'per-second' | 'ms' | 'µs' | 's' | 'MiB' | 'bytes' | 'usd' | 'ratio' | 'percent';

/** Null: what it is compared with was not measured. */
export interface Target {
  readonly text: string;
  readonly isMet: boolean | null;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

export function exactly(wanted: number, actual: number): Target {
  return { text: `= ${wanted}`, isMet: actual === wanted };
}

export function atMost(bound: number, actual: number, unit: Unit): Target {
  return { text: `≤ ${format(bound, unit)}`, isMet: actual <= bound };
}

export function atLeast(bound: number, actual: number, unit: Unit): Target {
  return { text: `≥ ${format(bound, unit)}`, isMet: actual >= bound };
}

export function below(bound: number, actual: number, unit: Unit): Target {
  return { text: `< ${format(bound, unit)}`, isMet: actual < bound };
}

/** Firemeter's figure against a multiple of another arm's. */
export function times(
  { values }: Pick<Figure, 'values'>,
  bounds: { is: '≤' | '≥'; factor: number; of: ArmName }[],
): Target {
  const ours = values.Firemeter;
  const results = bounds.map(({ is, factor, of }) => {
    const theirs = values[of];
    if (ours === undefined || theirs === undefined) return null;
    return is === '≤' ? ours <= factor * theirs : ours >= factor * theirs;
  });
  const text = bounds.map(({ is, factor, of }) => `${is} ${factor} × ${of}`).join(', ');
  const isMet = results.includes(false) ? false : results.includes(null) ? null : true;
  return { text, isMet };
}

/** A figure's values, from what was seen of each arm. */
export function perArm<T>(all: ReadonlyMap<ArmName, T>, value: (one: T) => number): Figure['values'] {
  return Object.fromEntries([...all].map(([name, one]) => [name, value(one)]));
}

export function format(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'count':
      return value.toLocaleString('en');
    case 'per-second':
      return `${significant(value)}/s`;
    case 'usd':
      return `$${value.toFixed(2)}`;
    case 'percent':
      return `${value.toFixed(1)}%`;
    case 'ratio':
      return value.toFixed(2);
    default:
      return `${significant(value)} ${unit}`;
  }
}

function significant(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}
