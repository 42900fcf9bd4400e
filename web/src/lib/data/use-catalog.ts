import { offeredCatalog, type PublishedCatalog } from '@firemeter/functions/contract';
import { useMemo } from 'react';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { localizedCatalog } from '../language/localized-catalog.ts';
import { catalogSource } from '../service/sources/live-sources.ts';

/** Reads what is published, live, with what cannot be offered here: for those who set prices. */
export function usePublishedCatalog(): { status: LiveStatus; published: PublishedCatalog | undefined } {
  const { status, items } = useLive(catalogSource);
  return { status, published: items?.[0]?.value };
}

/** Reads what is sold and for how much, live: a price changed by the admin shows at once. */
export function useCatalog(): { status: LiveStatus; published: PublishedCatalog | undefined } {
  const { status, published } = usePublishedCatalog();
  const sold = useMemo(
    () => published && { ...published, catalog: localizedCatalog(offeredCatalog(published)) },
    [published],
  );
  return { status, published: sold };
}
