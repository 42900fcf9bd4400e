import { offeredCatalog, type PublishedCatalog } from '@firemeter/functions/contract';
import { useMemo } from 'react';
import { useLive } from './use-live.ts';
import { useSources } from './use-sources.ts';

/** Returns what is sold and for how much, live. Undefined until it is known. */
export function useCatalog(): PublishedCatalog | undefined {
  const { catalogSource } = useSources();
  const published = useLive(catalogSource).items?.[0]?.value;
  return useMemo(() => published && { ...published, catalog: offeredCatalog(published) }, [published]);
}
