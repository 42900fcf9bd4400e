import type { Catalog } from '@firemeter/functions/contract';

/** Whether credits can be bought. */
export function sellsCredits({ packs, plans }: Pick<Catalog, 'packs' | 'plans'>): boolean {
  return Object.keys(packs).length + Object.keys(plans).length > 0;
}
