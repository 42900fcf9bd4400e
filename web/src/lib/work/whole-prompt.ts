import { decodeStored, mayBePreview, PROMPT_PREVIEW_LENGTH, Prompt } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { doc, type Firestore, getDoc } from 'firebase/firestore';
import { toast } from '../page/toast.ts';
import { collections } from '../service/firebase/collections.ts';
import { useServices } from '../service/services.ts';

export interface ShownPrompt {
  readonly activityId: string;
  /** The prompt, or its beginning. */
  readonly prompt: string;
  /** This page asked for it, and knows all of it. */
  readonly generation?: unknown;
}

/** Whether there may be more of a prompt than is shown. */
export function isCut({ prompt, generation }: Omit<ShownPrompt, 'activityId'>): boolean {
  return !generation && mayBePreview(prompt, PROMPT_PREVIEW_LENGTH);
}

/** Reads the whole of a prompt of which an activity shows the beginning. It never changes. */
export function wholePromptQuery(firestore: Firestore, shown: ShownPrompt) {
  const { activityId, prompt } = shown;
  return queryOptions({
    enabled: isCut(shown),
    queryKey: ['prompt', activityId],
    queryFn: async (): Promise<string> => {
      const snapshot = await getDoc(doc(firestore, collections.prompts, activityId));
      return snapshot.exists() ? decodeStored(Prompt, snapshot.data()).prompt : prompt;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  });
}

/** Returns a prompt: its beginning until the whole of it has come. */
export function useWholePrompt(shown: ShownPrompt): string {
  const { firestore } = useServices();
  return useQuery(wholePromptQuery(firestore, shown)).data ?? shown.prompt;
}

/** Returns what hands over a prompt to be used again: all of it, or nothing. */
export function useTakeUp(shown: ShownPrompt, onPrompt: (prompt: string) => void): () => void {
  const { firestore } = useServices();
  const queries = useQueryClient();
  return () => {
    if (!isCut(shown)) return onPrompt(shown.prompt);
    queries.fetchQuery(wholePromptQuery(firestore, shown)).then(onPrompt, () => {
      toast.error(t`The prompt could not be loaded. Check your connection, then try again.`);
    });
  };
}
