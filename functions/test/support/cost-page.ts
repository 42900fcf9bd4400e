import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Firebase bills of a flow. */
export interface Cost {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
  readonly invocations: number;
}

const page = readFileSync(join(import.meta.dirname, '../../../docs/cost.md'), 'utf8');

/** Reads the table below a heading of `docs/cost.md`: the cost of each flow, by its name. */
export function readCosts(heading: string): Record<string, Cost> {
  return Object.fromEntries(rowsBelow(heading).map(({ name, numbers }) => [name, costIn(numbers)]));
}

/** Reads the example of a bill: how often each flow runs, and what that costs; the last row is the sum. */
export function readExample(): { name: string; times: number; cost: Cost }[] {
  return rowsBelow('Compute a monthly bill').map(({ name, numbers: [times = 0, ...numbers] }) => ({
    name,
    times,
    cost: costIn(numbers),
  }));
}

function rowsBelow(heading: string): { name: string; numbers: number[] }[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [tables = ''] = section.split('\n## ');
  const rows = tables.split('\n').filter((line) => /^\|.*\d \|$/.test(line));
  return rows.map((row) => {
    const [name = '', ...cells] = row.split('|').slice(1, -1);
    return { name: name.trim(), numbers: cells.map((cell) => Number(cell.replaceAll(',', ''))) };
  });
}

function costIn([reads = NaN, writes = NaN, deletes = NaN, invocations = NaN]: number[]): Cost {
  return { reads, writes, deletes, invocations };
}
