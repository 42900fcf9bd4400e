import type { Activity } from '@firemeter/functions/contract';
import { useCallback } from 'react';
import type { z } from 'zod';
import { useList } from '#kit/hooks/use-list.ts';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useFound } from '../../lib/page/use-found.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { ownResultList } from '../../lib/service/sources/list-sources.ts';
import { useGenerations } from '../../lib/work/generations.tsx';
import { useFavorites } from '../../lib/work/use-favorites.ts';
import { kindPages, type librarySearch } from './library-search.ts';

/** The results of one kind, the newest first. */
export function useLibrary({ kind, text: typed, favorites }: z.infer<typeof librarySearch>) {
  const { uid } = usePerson();
  const accountId = useAccountId();
  const { published } = useCatalog();
  const { removed } = useGenerations();
  const { isFavorite, mark } = useFavorites();
  const operations = published?.catalog.operations ?? {};
  const { shows } = kindPages[kind];
  const names = Object.entries(operations)
    .filter(([, operation]) => shows.includes(operation.kind))
    .map(([name]) => name);
  const list = useList(
    published
      ? ownResultList(accountId, {
          operations: names.length > 0 ? names : [''],
          ...(favorites && { isFavorite: true }),
        })
      : null,
  );
  const text = typed.trim().toLowerCase();
  const isShown = useCallback(
    (activity: Activity) =>
      activity.uid === uid &&
      activity.status === 'completed' &&
      activity.reelId === null &&
      !removed.has(activity.requestId) &&
      (!favorites || isFavorite(activity)) &&
      (activity.promptPreview.toLowerCase().includes(text) || activity.model.toLowerCase().includes(text)),
    [uid, removed, favorites, isFavorite, text],
  );
  const found = useFound(list, isShown);
  return { list, found, isSearch: text !== '', operations, isFavorite, mark };
}
