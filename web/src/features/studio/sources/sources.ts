import type { Catalog } from '@firemeter/functions/contract';
import { type Kinds, type SourceKind, viewOf } from '../../../lib/work/kinds.ts';

/** The operations of a catalog whose work may be of a kind. */
export function operationsThatMake({ operations }: Catalog, makes: SourceKind, kinds: Kinds): string[] {
  return Object.entries(operations)
    .filter(([, { kind }]) => viewOf(kinds, kind)?.makes.includes(makes))
    .map(([name]) => name);
}
