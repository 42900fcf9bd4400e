import { type Catalog, readCatalog } from '@firemeter/functions/contract';
import { z } from 'zod';
import type { Kept } from '../../../lib/kept/kept.ts';
import { valueAt } from '../../../lib/page/at-path.ts';

/** Changes that are not published yet, and what they were made from. */
export interface Draft {
  readonly baseVersion: number;
  readonly base: Catalog;
  /** A catalog in all but its values: while a number is being typed it may be none. */
  readonly catalog: Catalog;
}

const name = 'catalog-draft';
const Saved = z.strictObject({ baseVersion: z.int(), base: z.unknown(), catalog: z.unknown() });

/** The draft of an earlier visit; null where there is none, or none that still has the shape of a catalog. */
export function loadDraft(kept: Pick<Kept, 'read'>): Draft | null {
  const saved = Saved.safeParse(parseJson(kept.read(name)));
  if (!saved.success) return null;
  const { baseVersion, catalog } = saved.data;
  const base = readCatalog(saved.data.base).catalog;
  if (!base || !hasShape(catalog)) return null;
  return { baseVersion, base, catalog };
}

export function saveDraft(kept: Pick<Kept, 'write'>, draft: Draft | null): void {
  kept.write(name, draft && JSON.stringify(draft));
}

/** Whether every fault is a value that can be typed anew. */
function hasShape(catalog: unknown): catalog is Catalog {
  const { faults } = readCatalog(catalog);
  return (faults ?? []).every(({ keys }) => {
    const value = valueAt(catalog, keys);
    return value !== undefined && (typeof value !== 'object' || value === null);
  });
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
