import Papa from 'papaparse';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes rows as CSV (RFC 4180). Numbers stay numbers, with a point. A text that a spreadsheet would run as a formula is preceded
 * by an apostrophe, so that a name such as `=HYPERLINK(…)` stays a name.
 * @param data a list of values, or an object by field, for each row
 */
export function csvText(fields: string[], data: readonly unknown[]): string {
  return BYTE_ORDER_MARK + Papa.unparse({ fields, data: [...data] as unknown[][] }, { escapeFormulae: true });
}
