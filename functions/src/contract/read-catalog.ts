import type { z } from 'zod';
import { Catalog } from './catalog.ts';
import { type IssueFacts, issueOf, toIssue } from './messages/issues-en.ts';
import { isOfferedSize, type OffersOf, withOffers } from './offered.ts';

/** What is wrong with a draft, and where. */
export interface CatalogFault extends IssueFacts {
  /** From the top; a name may itself have a dot in it. */
  readonly keys: readonly (string | number)[];
  /** The same, joined by dots. */
  readonly path: string;
}

export type ReadCatalog =
  | { readonly catalog: Catalog; readonly faults: null }
  | { readonly catalog: null; readonly faults: readonly CatalogFault[] };

/**
 * A catalog out of anything, or every fault of it: the same words at the admin's fields and from the server.
 * @param offersOf returns what a model makes, where that is known better than what the draft says
 */
export function readCatalog(value: unknown, offersOf?: OffersOf): ReadCatalog {
  const parsed = Catalog.safeParse(value);
  if (!parsed.success) return { catalog: null, faults: parsed.error.issues.flatMap(faultsIn) };
  const catalog = offersOf ? withOffers(parsed.data, offersOf) : parsed.data;
  const faults = sizeFaults(catalog);
  return faults.length === 0 ? { catalog, faults: null } : { catalog: null, faults };
}

/** Sizes on sale that their model does not make. No part of the schema: what was published before stays readable. */
function sizeFaults({ operations }: Catalog): CatalogFault[] {
  return Object.entries(operations).flatMap(([operation, { models }]) =>
    Object.entries(models).flatMap(([name, model]) =>
      Object.entries(model.variants?.all ?? {})
        .filter(([, size]) => !isOfferedSize(model, size))
        .map(([variant, { width, height }]) =>
          faultAt(
            ['operations', operation, 'models', name, 'variants', 'all', variant],
            issueOf('model-size', `${width} × ${height}`),
          ),
        ),
    ),
  );
}

function faultsIn(issue: z.core.$ZodIssue): CatalogFault[] {
  if (issue.code !== 'unrecognized_keys') return [faultAt(issue.path, toIssue(issue))];
  return issue.keys.map((key) => faultAt([...issue.path, key], issueOf('unknown-field')));
}

function faultAt(path: readonly PropertyKey[], issue: IssueFacts): CatalogFault {
  const keys = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  return { keys, path: keys.join('.'), ...issue };
}
