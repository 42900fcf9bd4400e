import { type Activity, isOpen } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { ResultView } from '../../../components/results/result-view.tsx';
import { CopyText } from '../../../components/ui/copy-text.tsx';
import { FactList } from '../../../components/ui/fact-list.tsx';
import { describeFailure } from '../../../lib/errors/describe-error.ts';
import { creditFacts } from '../../../lib/money/credits/credit-facts.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { useResult } from '../../../lib/work/use-result.ts';
import { useWholePrompt } from '../../../lib/work/whole-prompt.ts';

/** What a request made, and its facts. */
export function HistoryDetail({ id, activity }: { id: string; activity: Activity }) {
  const ended = !isOpen(activity);
  const { data: output, isPending, isError } = useResult({ activityId: id, wanted: ended });
  const { failure } = activity;
  const prompt = useWholePrompt({ activityId: id, prompt: activity.promptPreview });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="min-w-0">
        {prompt !== activity.promptPreview && (
          <p className="mb-4 max-h-60 overflow-y-auto whitespace-pre-wrap break-words text-ink-2">{prompt}</p>
        )}
        {!ended && (
          <p className="text-ink-2">
            <Trans>In progress. The result appears here when it’s done.</Trans>
          </p>
        )}
        {ended && isPending && <Skeleton className="h-40" />}
        {isError && (
          <p className="text-bad">
            <Trans>The result could not be loaded.</Trans>
          </p>
        )}
        {output && (
          <ResultView
            output={output}
            requestId={activity.requestId}
            title={activity.promptPreview || activity.operation}
          />
        )}
        {ended && output === null && !failure && (
          <p className="text-ink-3">
            <Trans>The result is no longer kept.</Trans>
          </p>
        )}
        {failure && (
          <div className="mt-3 first:mt-0">
            <p className="font-medium text-bad">{describeFailure(failure).title}</p>
            <p className="text-ink-2">{describeFailure(failure).help}</p>
          </div>
        )}
      </div>
      <FactList
        facts={[
          ...creditFacts(activity),
          ...(activity.label === undefined
            ? []
            : [
                {
                  label: t`Label`,
                  value: (
                    <Link
                      to="/history"
                      search={{ label: activity.label } as never}
                      className="text-ember-text hover:underline"
                    >
                      {activity.label}
                    </Link>
                  ),
                },
              ]),
          { label: t`Started`, value: dateTimeText(activity.createdAt) },
          { label: t`Trace id`, value: <CopyText text={activity.traceId} label={t`trace id`} /> },
        ]}
      />
    </div>
  );
}
