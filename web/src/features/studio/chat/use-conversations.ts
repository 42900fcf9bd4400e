import { useMemo } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { ownResultList } from '../../../lib/service/sources/list-sources.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { useRemoveResults } from '../../../lib/work/use-remove-results.ts';
import { isStored, type Piece, piecesOf } from '../pieces/pieces.ts';
import { conversationsOf } from './conversations.ts';

/** The conversations of an account: each question keeps its place with its request, so that every browser has them. */
export function useConversations(operation: string) {
  const { uid } = usePerson();
  const accountId = useAccountId();
  const { store, generations, removed } = useGenerations();
  const { remove, removing } = useRemoveResults();
  const list = useList(ownResultList(accountId, { operation }));
  const { items } = list;
  const pieces = useMemo(
    () =>
      piecesOf({ accountId, operation, generations, activities: items ?? [], removed }).filter((piece) =>
        isOwnQuestion(piece, uid),
      ),
    [accountId, operation, generations, items, removed, uid],
  );
  const conversations = useMemo(
    () =>
      conversationsOf(
        pieces.map(({ requestId, prompt, model, startedAtMs, generation, activity }) => ({
          ...{ requestId, prompt, model, askedAtMs: startedAtMs },
          place: generation ? generation.intent.conversation : activity?.conversation,
        })),
      ),
    [pieces],
  );
  return {
    list,
    conversations,
    removing,
    /** Deletes questions and their answers. */
    remove: async (requestIds: readonly string[]): Promise<void> => {
      const isKept = (requestId: string) =>
        pieces.some((piece) => piece.requestId === requestId && isStored(piece));
      for (const requestId of requestIds) if (!isKept(requestId)) store.dismiss(requestId);
      const stored = requestIds.filter(isKept);
      if (stored.length > 0) await remove(stored);
    },
  };
}

/** Others of the account ask too, and apps answer questions of their own. */
function isOwnQuestion({ activity }: Piece, uid: string): boolean {
  return !activity || (activity.uid === uid && activity.runBy === 'server' && activity.reelId === null);
}
