import { saveFile } from '../../lib/files/save-file.ts';
import type { TableData } from './chart-data.ts';

/** Hands a table over as a file. The code that writes it is loaded then. */
export async function downloadCsv(name: string, table: TableData): Promise<void> {
  const { toCsv } = await import('./to-csv.ts');
  saveFile(toCsv(table), { name: `${name}.csv`, mediaType: 'text/csv;charset=utf-8' });
}
