import type { StoredFile } from '@firemeter/functions/contract';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../service/services.ts';

/** A link is renewed this long before it ends, so that nothing shown stops loading. */
const renewBeforeMs = 60_000;
const leastBetweenMs = 5_000;

interface FileOf {
  requestId: string;
  mediaType: string;
  file: StoredFile;
}

/** Where a browser finds what was made: in the document itself, or behind a link that is renewed before it ends. */
export function useFileUrl({ requestId, mediaType, file }: FileOf) {
  const { client } = useServices();
  const link = useQuery({
    queryKey: ['link', requestId],
    queryFn: () => client.call('linkToResult', { requestId }),
    enabled: file.where === 'store',
    staleTime: ({ state }) => renewalMs(state.data?.expiresAtMs, state.dataUpdatedAt),
    refetchInterval: ({ state }) =>
      state.data?.expiresAtMs != null && renewalMs(state.data.expiresAtMs, Date.now()),
    refetchOnWindowFocus: true,
  });
  const url = file.where === 'here' ? `data:${mediaType};base64,${file.base64}` : link.data?.url;
  return { url, error: link.error, again: link.refetch };
}

/** When a link is asked for anew, milliseconds after `fromMs`. */
function renewalMs(expiresAtMs: number | null = 0, fromMs = 0): number {
  if (expiresAtMs === null) return Number.POSITIVE_INFINITY;
  return Math.max(expiresAtMs - fromMs - renewBeforeMs, leastBetweenMs);
}
