import Papa from 'papaparse';
import type { TableData } from './chart-data.ts';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes a table as CSV. Numbers stay numbers, with a point. A text that a spreadsheet would run as a formula is preceded by an
 * apostrophe, so that a name such as `=HYPERLINK(…)` stays a name.
 */
export function toCsv({ columns, rows }: TableData): string {
  const fields = columns.map(({ label }) => label);
  return BYTE_ORDER_MARK + Papa.unparse({ fields, data: rows as unknown[][] }, { escapeFormulae: true });
}
