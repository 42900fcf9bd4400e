import { csvText } from '../../lib/files/csv-text.ts';
import type { TableData } from './chart-data.ts';

/** Writes a table as CSV. */
export function toCsv({ columns, rows }: TableData): string {
  return csvText(
    columns.map(({ label }) => label),
    rows,
  );
}
