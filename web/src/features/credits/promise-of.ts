import type { Catalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** Returns what is promised of credits that are sold here, by what is sold: packs never expire, months of a plan do. */
export function promiseOf({ packs, plans }: Pick<Catalog, 'packs' | 'plans'>): string {
  const sold = [
    ...(Object.keys(packs).length > 0 ? [t`Credits bought as packs never expire.`] : []),
    ...(Object.keys(plans).length > 0
      ? [t`Credits from a plan are for their month; each plan says how many roll over.`]
      : []),
  ];
  return [...sold, t`If work fails, you only pay for what was delivered.`].join(' ');
}
