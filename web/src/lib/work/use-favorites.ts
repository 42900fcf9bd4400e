import type { Activity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useCallback } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { describeError } from '../errors/describe-error.ts';
import { toast } from '../page/toast.ts';
import { useServices } from '../service/services.ts';
import { useGenerations } from './generations.tsx';

/** Marks results as favorites, or takes the mark away. Shown at once, and taken back if it fails. */
export function useFavorites() {
  const { client } = useServices();
  const { store, favorites } = useGenerations();
  const isFavorite = useCallback(
    ({ requestId, isFavorite: stored }: Pick<Activity, 'requestId' | 'isFavorite'>): boolean =>
      favorites.get(requestId) ?? stored === true,
    [favorites],
  );
  const mark = useCallback(
    async (requestIds: readonly string[], wanted: boolean): Promise<void> => {
      store.mark(requestIds, wanted);
      try {
        const request = { requestIds: [...requestIds], isFavorite: wanted };
        const { marked } = await client.call('markFavorites', request);
        if (marked === requestIds.length) return;
        toast.error(t`Some could not be marked. Try again.`);
      } catch (error) {
        const { title, help } = describeError(toCallError(error));
        toast.error(title, { description: help });
      }
      store.mark(requestIds, null);
    },
    [client, store],
  );
  return { isFavorite, mark };
}
