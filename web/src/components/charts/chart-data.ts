/** A value of a table: numbers stay numbers, so that a spreadsheet adds them up. Null: not known. */
export type Value = string | number | null;

export interface Column {
  label: string;
  /** Writes a number as it is shown; absent for texts. */
  format?: (value: number) => string;
}

/** The data of a chart as a table, to show or download. */
export interface TableData {
  columns: readonly Column[];
  rows: readonly (readonly Value[])[];
}

/** Writes a value of a column as it is shown. */
export function valueText({ format }: Column, value: Value): string {
  if (value === null) return '–';
  return typeof value === 'number' && format ? format(value) : String(value);
}

/** One of several series over the same points. */
export interface Series {
  key: string;
  label: string;
  /** A CSS color; absent: the next of the chart's own. */
  color?: string;
  /** By point; null: nothing to show there. */
  values: readonly (number | null)[];
}

const COLORS = 6;

export function seriesColor({ color }: Series, index: number): string {
  return color ?? `var(--chart-${(index % COLORS) + 1})`;
}
