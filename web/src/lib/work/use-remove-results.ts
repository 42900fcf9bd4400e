import { t } from '@lingui/core/macro';
import { useCallback, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { describeError } from '../errors/describe-error.ts';
import { toast } from '../page/toast.ts';
import { useServices } from '../service/services.ts';
import { useGenerations } from './generations.tsx';

/** Deletes results, and dismisses failed requests. The lists leave them out at once. */
export function useRemoveResults() {
  const { client } = useServices();
  const { store } = useGenerations();
  const [removing, setRemoving] = useState(false);
  const remove = useCallback(
    async (requestIds: readonly string[]): Promise<void> => {
      setRemoving(true);
      try {
        const { removed } = await client.call('removeResults', { requestIds: [...requestIds] });
        if (removed === requestIds.length) store.remove(requestIds);
        else toast.error(t`Some could not be deleted. Try again.`);
      } catch (error) {
        const { title, help } = describeError(toCallError(error));
        toast.error(title, { description: help });
      } finally {
        setRemoving(false);
      }
    },
    [client, store],
  );
  return { remove, removing };
}
