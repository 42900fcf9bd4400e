import { type Activity, decodeStored, GenerationInput, Result } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { doc, getDoc } from 'firebase/firestore';
import { RotateCcw, Trash2 } from 'lucide-react';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { FavoriteButton } from '../../components/results/favorite-button.tsx';
import { ResultView } from '../../components/results/result-view.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { creditFacts } from '../../lib/money/credits/credit-facts.ts';
import { collections } from '../../lib/service/firebase/collections.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { dateTimeText } from '../../lib/texts/format.ts';
import { putInStudio, settingsOf, settingsOfActivity } from '../../lib/work/studio-settings.ts';
import { useResult } from '../../lib/work/use-result.ts';
import { useWholePrompt } from '../../lib/work/whole-prompt.ts';

interface LibraryDetailProps {
  id: string;
  activity: Activity;
  modelLabel: string;
  onClose: () => void;
  onDelete: () => void;
}

/** Shows one result in full, with the prompt and settings that made it. */
export function LibraryDetail({ id, activity, modelLabel, onClose, onDelete }: LibraryDetailProps) {
  const { uid } = usePerson();
  const navigate = useNavigate();
  const { operation, model, requestId } = activity;
  const { data: output, isError } = useResult({ activityId: id, wanted: true });
  const prompt = useWholePrompt({ activityId: id, prompt: activity.promptPreview });
  const input = useInput(id);
  const settings = input ? settingsOf(input) : settingsOfActivity(activity);
  const useAgain = () => {
    putInStudio(uid, operation, { prompt, model, settings });
    void navigate({ to: '/', search: { make: operation } });
  };
  return (
    <Sheet title={t`Result`} open onClose={onClose}>
      <div className="space-y-5">
        {output ? (
          <ResultView output={output} requestId={requestId} title={prompt || operation} />
        ) : (
          <Unread status={isError ? 'error' : 'live'}>
            <Skeleton className="h-48 rounded-xl" />
          </Unread>
        )}
        <p className="whitespace-pre-wrap break-words">{prompt}</p>
        <FactList
          facts={[
            { label: t`Model`, value: modelLabel },
            ...Object.entries(settings).flatMap(([name, value]) => {
              const label = settingLabels[name];
              return label ? [{ label, value: String(value) }] : [];
            }),
            { label: t`Made`, value: dateTimeText(activity.createdAt) },
            ...creditFacts(activity),
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={useAgain}>
            <RotateCcw aria-hidden="true" className="size-4" /> <Trans>Use again</Trans>
          </Button>
          <FavoriteButton activity={activity} />
          <Button look="danger" onClick={onDelete}>
            <Trash2 aria-hidden="true" className="size-4" /> <Trans>Delete</Trans>
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

const settingLabels: Record<string, string | undefined> = {
  variant: t`Size and quality`,
  seconds: t`Seconds`,
  seed: t`Seed`,
  scenes: t`Scenes`,
  factor: t`Times as large`,
  maxOutputTokens: t`Longest answer`,
};

/** The input that is stored with a result; null in older ones, and for kinds of work that this build does not know. */
function useInput(activityId: string): GenerationInput | null | undefined {
  const { firestore } = useServices();
  return useQuery({
    queryKey: ['input', activityId],
    queryFn: async () => {
      const snapshot = await getDoc(doc(firestore, collections.results, activityId));
      const stored = snapshot.exists() ? decodeStored(Result, snapshot.data()).input : undefined;
      return stored === undefined ? null : (GenerationInput.safeParse(JSON.parse(stored)).data ?? null);
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}
