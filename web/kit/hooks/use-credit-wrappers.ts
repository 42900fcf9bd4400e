import { AppError } from '@firemeter/functions/contract';
import { useMemo, useRef } from 'react';
import { createCreditWrappers } from '../core/with-credits.ts';
import { useCatalog } from './use-catalog.ts';
import { useClient } from './use-client.ts';

/** Returns `withImageCredits`, `withVideoCredits`, `withVoiceCredits` and `withChatCredits`, for AI that the page runs. */
export function useCreditWrappers(): ReturnType<typeof createCreditWrappers> {
  const client = useClient();
  const published = useCatalog();
  const latest = useRef(published);
  latest.current = published;
  return useMemo(
    () =>
      createCreditWrappers({
        client,
        published() {
          if (!latest.current) throw new AppError('not-configured', { reason: 'service' });
          return latest.current;
        },
      }),
    [client],
  );
}
