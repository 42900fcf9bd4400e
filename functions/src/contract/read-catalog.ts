import type { z } from 'zod';
import { Catalog } from './catalog.ts';

/** What is wrong with a draft, and where. */
export interface CatalogFault {
  /** From the top; a name may itself have a dot in it. */
  readonly keys: readonly (string | number)[];
  /** The same, joined by dots. */
  readonly path: string;
  readonly message: string;
}

export type ReadCatalog =
  | { readonly catalog: Catalog; readonly faults: null }
  | { readonly catalog: null; readonly faults: readonly CatalogFault[] };

/** A catalog out of anything, or every fault of it: the same words at the admin's fields and from the server. */
export function readCatalog(value: unknown): ReadCatalog {
  const parsed = Catalog.safeParse(value);
  if (parsed.success) return { catalog: parsed.data, faults: null };
  return { catalog: null, faults: parsed.error.issues.flatMap(faultsIn) };
}

function faultsIn(issue: z.core.$ZodIssue): CatalogFault[] {
  if (issue.code !== 'unrecognized_keys') return [faultAt(issue.path, issue.message)];
  return issue.keys.map((key) => faultAt([...issue.path, key], 'A catalog has no such field'));
}

function faultAt(path: readonly PropertyKey[], message: string): CatalogFault {
  const keys = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  return { keys, path: keys.join('.'), message };
}
