import type { BuiltInKind, Catalog } from '@firemeter/functions/contract';
import { offersKind } from './offers-kind.ts';

const needed: readonly BuiltInKind[] = ['story', 'image', 'narration', 'captions', 'render'];

/** Whether everything is sold that a reel cannot do without; music and polish are extras. */
export function sellsReels(catalog: Catalog): boolean {
  return needed.every((kind) => offersKind(catalog, kind));
}
