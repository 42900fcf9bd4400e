import {
  Activity,
  activityIdOf,
  decodeStored,
  isOpen,
  Result,
  safeDecodeStored,
} from '@firemeter/functions/contract';
import { useQueries } from '@tanstack/react-query';
import { doc, type Firestore, getDoc } from 'firebase/firestore';
import { useMemo } from 'react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { hasLeftOpen } from '../../../lib/money/credits/has-left-open.ts';
import { collections } from '../../../lib/service/firebase/collections.ts';
import { useServices } from '../../../lib/service/services.ts';
import type { Generation } from '../../../lib/work/generation-store.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { isCut, wholePromptQuery } from '../../../lib/work/whole-prompt.ts';
import type { Turn } from './conversations.ts';

/** How often a request is looked at that goes on after it has left the latest ones. */
const stillOpenMs = 2_000;

/** A turn with what is known of its answer. */
export interface AnsweredTurn extends Turn {
  /** The whole question. */
  prompt: string;
  generation: Generation | undefined;
  activity: Activity | undefined;
  /** As far as it has come. */
  text: string;
  tokens: { input: number; output: number; finish: string } | null;
}

/** Joins a conversation with the running requests, the live activities and the stored questions and answers. */
export function useAnswers(
  turns: readonly Turn[],
  { items, windowEnd }: Pick<ShownList<Activity>, 'items' | 'windowEnd'>,
): { turns: readonly AnsweredTurn[] /** All questions and answers are loaded. */; isComplete: boolean } {
  const { firestore } = useServices();
  const accountId = useAccountId();
  const { generations } = useGenerations();
  const byId = useMemo(() => new Map(items?.map((item) => [item.id, item])), [items]);
  const left = useQueries({
    queries: turns.map(({ requestId }) => {
      const activityId = activityIdOf({ accountId, requestId });
      const item = byId.get(activityId);
      return {
        queryKey: ['activity', activityId],
        queryFn: () => readActivity(firestore, activityId),
        // It has left the latest requests, or was never among them.
        enabled: items !== undefined && (!item || hasLeftOpen(item, windowEnd)),
        staleTime: Number.POSITIVE_INFINITY,
        refetchInterval: ({ state }: { state: { data?: Activity | null | undefined } }) => {
          const known = state.data ?? item?.value;
          return known && isOpen(known) ? stillOpenMs : (false as const);
        },
      };
    }),
  });
  const joined = turns.map((turn, index) => {
    const activityId = activityIdOf({ accountId, requestId: turn.requestId });
    const item = byId.get(activityId);
    const isFollowed = !item || hasLeftOpen(item, windowEnd);
    const followed = isFollowed ? left[index]?.data : undefined;
    return {
      turn,
      activityId,
      generation: generations.find((one) => one.requestId === turn.requestId),
      activity: followed ?? item?.value,
    };
  });
  const stored = useQueries({
    queries: joined.map(({ activityId, generation, activity }) => ({
      queryKey: ['result', activityId],
      queryFn: async () => {
        const snapshot = await getDoc(doc(firestore, collections.results, activityId));
        return snapshot.exists() ? decodeStored(Result, snapshot.data()).output : null;
      },
      // What failed with a part delivered keeps that part, too.
      enabled:
        generation?.state.kind !== 'done' &&
        generation?.state.kind !== 'running' &&
        activity?.endedAt != null,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const prompts = useQueries({
    queries: joined.map(({ turn, activityId, generation }) =>
      wholePromptQuery(firestore, { activityId, prompt: turn.prompt, generation }),
    ),
  });
  const isComplete =
    stored.every(({ isLoading }) => !isLoading) &&
    joined.every(
      ({ turn, generation }, index) => !isCut({ ...turn, generation }) || prompts[index]?.isSuccess,
    );
  const answered = joined.map(({ turn: cut, generation, activity }, index) => {
    const turn = { ...cut, prompt: prompts[index]?.data ?? cut.prompt };
    const state = generation?.state;
    const output = state?.kind === 'done' ? state.output : stored[index]?.data;
    const streamed = state?.kind === 'running' || state?.kind === 'failed' ? state.text : '';
    if (output?.kind !== 'chat') return { ...turn, generation, activity, text: streamed, tokens: null };
    const { text, inputTokens, outputTokens, finish } = output;
    return {
      ...turn,
      generation,
      activity,
      text,
      tokens: { input: inputTokens, output: outputTokens, finish },
    };
  });
  return { turns: answered, isComplete };
}

async function readActivity(firestore: Firestore, activityId: string): Promise<Activity | null> {
  const snapshot = await getDoc(doc(firestore, collections.activities, activityId));
  return snapshot.exists() ? (safeDecodeStored(Activity, snapshot.data()).data ?? null) : null;
}
