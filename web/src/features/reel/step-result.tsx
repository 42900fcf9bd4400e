import { activityIdOf } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { ResultImage } from '../../components/results/result-image.tsx';
import { ResultView } from '../../components/results/result-view.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useResult } from '../../lib/work/use-result.ts';

/** What a step made, as soon as it has. */
export function StepResult({ requestId, label }: { requestId: string; label: string }) {
  const accountId = useAccountId();
  const { data, isPending } = useResult({ activityId: activityIdOf({ accountId, requestId }), wanted: true });
  if (isPending) return <Skeleton className="h-24" />;
  if (!data)
    return (
      <p className="text-ink-3 text-xs">
        <Trans>No longer kept.</Trans>
      </p>
    );
  if (data.kind === 'image') {
    return (
      <ResultImage
        output={data}
        requestId={requestId}
        className="h-56 w-full max-w-sm animate-fade rounded-xl object-cover"
      />
    );
  }
  return <ResultView output={data} requestId={requestId} title={label} />;
}
