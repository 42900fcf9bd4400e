import { activityIdOf, type Reel } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { FileQuestion } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { usePaysNothing } from '../../lib/data/use-pays-nothing.ts';
import { reelSource } from '../../lib/service/sources/live-sources.ts';
import { exactCredits } from '../../lib/texts/format.ts';
import { FinishedVideo } from './finished-video.tsx';
import { ReelActions } from './reel-actions.tsx';
import { mayCharge, reelCredits } from './reel-credits.ts';
import { ReelStatus } from './reel-status.tsx';
import { StepRow } from './step-row.tsx';

/** A reel as it grows: every step with its price, how it stands and what it made. */
export function ReelView({ reelId }: { reelId: string }) {
  const accountId = useAccountId();
  const { status, items } = useLive(reelSource(activityIdOf({ accountId, requestId: reelId })));
  const { published } = useCatalog();
  const paysNothing = usePaysNothing(published?.catalog ?? { adminsRunFree: false });
  const reel = items?.[0]?.value;
  if (!reel) {
    return status === 'live' ? (
      <EmptyState icon={FileQuestion} title={t`Reel not found`}>
        <Trans>It may belong to another account.</Trans>
      </EmptyState>
    ) : (
      <Unread status={status}>
        <div role="status" aria-label={t`Loading the reel`} className="space-y-3">
          <Skeleton className="h-24 rounded-2xl" />
          <Skeleton className="h-72 rounded-2xl" />
        </div>
      </Unread>
    );
  }
  return (
    <div className="space-y-5">
      <header className="rounded-2xl border border-line bg-surface p-5">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="break-words font-semibold text-lg">{reel.title ?? reel.wish.prompt}</h2>
            {reel.title && reel.title !== reel.wish.prompt && (
              <p className="mt-0.5 break-words text-ink-2">{reel.wish.prompt}</p>
            )}
          </div>
          <div className="flex items-center gap-2">
            <ReelStatus status={reel.status} />
            <LiveMark status={status} />
          </div>
        </div>
        <Progress reel={reel} paysNothing={paysNothing} />
        <ReelActions reel={reel} />
      </header>
      <FinishedVideo reel={reel} />
      <Steps reel={reel} mayCharge={mayCharge(reel, paysNothing)} />
    </div>
  );
}

function Progress({ reel, paysNothing }: { reel: Reel; paysNothing: boolean }) {
  const { steps } = reel;
  const done = steps.filter(({ status }) => status === 'completed').length;
  const { spentMicros, mostMicros } = reelCredits(reel, paysNothing);
  return (
    <div className="mt-4">
      <div className="nums mb-1.5 flex flex-wrap justify-between gap-x-4 text-ink-2 text-xs">
        <span>
          <Trans>
            {done} of {steps.length} steps
          </Trans>
        </span>
        <span>
          {mostMicros === null ? (
            <Trans>
              <span className="font-semibold text-ink" data-testid="reel-spent">
                {exactCredits(spentMicros)}
              </span>{' '}
              spent
            </Trans>
          ) : (
            <Trans>
              <span className="font-semibold text-ink" data-testid="reel-spent">
                {exactCredits(spentMicros)}
              </span>{' '}
              spent so far, at most {exactCredits(mostMicros)}
            </Trans>
          )}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={t`Progress of the reel`}
        aria-valuenow={Math.round((done / steps.length) * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-raised"
      >
        <div
          className="h-full rounded-full bg-ember transition-[width] duration-500"
          style={{ width: `${(done / steps.length) * 100}%` }}
        />
      </div>
    </div>
  );
}

function Steps({ reel, mayCharge }: { reel: Reel; mayCharge: boolean }) {
  return (
    <ol aria-label={t`Steps`} className="space-y-3">
      {reel.steps.map((step) => (
        <StepRow key={step.name} step={step} reelStatus={reel.status} mayCharge={mayCharge} />
      ))}
    </ol>
  );
}
