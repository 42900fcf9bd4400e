import type { TableData } from './chart-data.ts';

/** Hands a table over as a file. The code that writes it is loaded then. */
export async function downloadCsv(name: string, table: TableData): Promise<void> {
  const { toCsv } = await import('./to-csv.ts');
  const url = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
