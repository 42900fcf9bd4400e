import type { z } from 'zod';
import { Catalog } from './catalog.ts';

/** What is wrong with a draft, and where: the keys from the top, joined by dots. */
export interface CatalogFault {
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
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join('.'),
    message: 'A catalog has no such field',
  }));
}
