import {
  type Activity,
  activityIdOf,
  collections,
  decodeStored,
  Result,
} from '@firemeter/functions/contract';
import { useQueries } from '@tanstack/react-query';
import { doc, getDoc } from 'firebase/firestore';
import type { Generation } from '../../lib/generation-store.ts';
import { useGenerations } from '../../lib/generations.tsx';
import { useServices } from '../../lib/services.ts';
import { usePerson } from '../../lib/session.tsx';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import type { Turn } from './use-thread.ts';

/** A turn with what is known of its answer. */
export interface AnsweredTurn extends Turn {
  generation: Generation | undefined;
  activity: Activity | undefined;
  /** As far as it has come. */
  text: string;
  tokens: { input: number; output: number; finish: string } | null;
}

/** Joins a conversation with the running requests, the live activities and, after a reload, the stored answers. */
export function useAnswers(turns: readonly Turn[]): AnsweredTurn[] {
  const { firestore } = useServices();
  const { uid } = usePerson();
  const { generations } = useGenerations();
  const { items } = useOwnActivities();
  const joined = turns.map((turn) => {
    const activityId = activityIdOf({ uid, requestId: turn.requestId });
    return {
      turn,
      activityId,
      generation: generations.find((one) => one.requestId === turn.requestId),
      activity: items?.find((item) => item.id === activityId)?.value,
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
  return joined.map(({ turn, generation, activity }, index) => {
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
}
