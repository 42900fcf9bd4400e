import type { PublishedCatalog } from '@firemeter/functions/contract';
import { catalogSource } from './live-sources.ts';
import type { LiveStatus } from './live-store.ts';
import { useLive } from './use-live.ts';

/** What is sold and for how much, live: a price changed by the admin shows at once. */
export function useCatalog(): { status: LiveStatus; published: PublishedCatalog | undefined } {
  const { status, items } = useLive(catalogSource);
  return { status, published: items?.[0]?.value };
}
