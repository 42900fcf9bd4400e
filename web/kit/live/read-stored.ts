import { SCHEMA_VERSION, type StoredResult } from '@firemeter/functions/contract';
import type { DocumentData } from 'firebase/firestore';

/** Reads a stored document, as `storedReader` makes it from a schema. */
export type ReadStored<T> = (stored: unknown) => StoredResult<T>;

export interface ReadOptions<T> {
  source: { key: string; read: ReadStored<T> };
  /** Is called when a document is of a later build than this page's. */
  onOutdated?: (() => void) | undefined;
}

/** Returns the value of a document; null, and a warning, for one that can't be read. */
export function readStored<T>(
  { source, onOutdated }: ReadOptions<T>,
  id: string,
  data: DocumentData,
): { value: T } | null {
  const parsed = source.read(data);
  if (parsed.success) return { value: parsed.data };
  if (data.schemaVersion > SCHEMA_VERSION + 1) onOutdated?.();
  console.warn(`Left out an unreadable document of ${source.key}: ${id}`, parsed.error);
  return null;
}
