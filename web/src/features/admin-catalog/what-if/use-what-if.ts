import type { Catalog, WhatIfResult } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../lib/service/services.ts';

/** Asks what a draft would have come to in the last 30 days. */
export function useWhatIf(draft: Catalog) {
  const { client } = useServices();
  return useQuery({
    queryKey: ['preview-prices', draft],
    queryFn: (): Promise<WhatIfResult> => client.call('previewPrices', { draft }),
    retry: false,
  });
}
