import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { UsageRow } from '../../contract/index.ts';

/** The version of the row format. Raise it when the columns change; documents in another format stay unchanged. */
export const FORMAT = 1;
/** A row takes about 60 bytes, so a full document is far below Firestore's 1 MiB and quick to rewrite. */
export const MAX_ROWS = 2_000;

type Column = readonly unknown[] | { readonly all: unknown };
interface Packed {
  readonly rows: number;
  readonly columns: Record<string, Column>;
}

const fields = Object.keys(UsageRow.shape) as (keyof UsageRow)[];
/** Times are close together, so each is stored as its difference from another. */
const relative = {
  startedAtMs: 'createdAtMs',
  endedAtMs: 'createdAtMs',
  recordedAtMs: 'createdAtMs',
} as const;

/** Packs rows by column and deflates them, because equal and similar values are then next to each other. */
export function packRows(rows: readonly UsageRow[]): Uint8Array {
  const columns: Record<string, Column> = {};
  for (const field of fields) columns[field] = toColumn(rows.map((row) => toStored(row, field)));
  const packed: Packed = { rows: rows.length, columns };
  return deflateRawSync(JSON.stringify(packed), { level: 9 });
}

/** @throws ZodError when a row doesn't match its schema */
export function unpackRows(bytes: Uint8Array): UsageRow[] {
  const { rows, columns }: Packed = JSON.parse(inflateRawSync(bytes).toString());
  return Array.from({ length: rows }, (_, index) => {
    const stored = Object.fromEntries(fields.map((field) => [field, valueAt(columns[field], index)]));
    for (const [field, base] of Object.entries(relative)) {
      const later = stored[field] as number | null;
      if (later !== null) stored[field] = later + (stored[base] as number);
    }
    if (stored.uid === null) stored.uid = stored.accountId;
    return UsageRow.parse(stored);
  });
}

function toStored(row: UsageRow, field: keyof UsageRow): unknown {
  const value = row[field];
  if (field === 'uid') return value === row.accountId ? null : value;
  if (value === null || !(field in relative)) return value;
  return (value as number) - row[relative[field as keyof typeof relative]];
}

function toColumn(values: readonly unknown[]): Column {
  const [first] = values.map((value) => JSON.stringify(value));
  return values.every((value) => JSON.stringify(value) === first) ? { all: values[0] } : values;
}

function valueAt(column: Column | undefined, index: number): unknown {
  if (!column) return null;
  return Array.isArray(column) ? column[index] : (column as { all: unknown }).all;
}
