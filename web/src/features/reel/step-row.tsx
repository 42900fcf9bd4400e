import { activityIdOf, type Reel, type ReelStep } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, CircleDashed, CircleX, LoaderCircle } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { CreditFlowAmounts } from '../../components/work/credit-amount.tsx';
import { OperationIcon } from '../../components/work/operation-icon.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { describeFailure } from '../../lib/errors/describe-error.ts';
import { activitySource } from '../../lib/service/sources/live-sources.ts';
import { exactCredits } from '../../lib/texts/format.ts';
import { StepResult } from './step-result.tsx';
import { stepLabel } from './step-words.ts';

interface StepRowProps {
  step: ReelStep;
  reelStatus: Reel['status'];
  /** Whether what is still to be made can cost anything. */
  mayCharge: boolean;
}

const looks = {
  waiting: { icon: CircleDashed, word: t`Waiting`, className: 'text-ink-3' },
  running: { icon: LoaderCircle, word: t`In progress`, className: 'text-held' },
  completed: { icon: CircleCheck, word: t`Done`, className: 'text-ok' },
  failed: { icon: CircleX, word: t`Failed`, className: 'text-bad' },
} as const;

/** One step: how it stands, what it costs and, as soon as there is something, what it made. */
export function StepRow({ step, reelStatus, mayCharge }: StepRowProps) {
  const { status, kind, failure, priceMicros, capturedMicros } = step;
  const stalled = status === 'running' && reelStatus !== 'running';
  const look = looks[stalled ? 'failed' : status];
  const Icon = look.icon;
  const label = stepLabel(step);
  const progress = useProgress(step);
  return (
    <li aria-label={label} className="animate-fade rounded-2xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-raised text-ink-2">
          <OperationIcon kind={kind} className="size-4.5" />
        </span>
        <h3 className="min-w-0 flex-1 truncate font-medium">{label}</h3>
        <span className={`inline-flex items-center gap-1.5 font-medium text-xs ${look.className}`}>
          <Icon
            aria-hidden="true"
            className={`size-4 ${status === 'running' && !stalled ? 'animate-spin' : ''}`}
          />
          {stalled ? t`Stopped` : look.word}
          {progress !== null && <span className="nums">{Math.round(progress * 100)}%</span>}
        </span>
        <span className="flex min-w-24 justify-end">
          {status === 'completed' ? (
            <CreditFlowAmounts flow={{ heldMicros: 0, spentMicros: capturedMicros, returnedMicros: 0 }} />
          ) : (
            mayCharge && (
              <span className="nums text-ink-3 text-xs">
                <Trans>up to {exactCredits(priceMicros)}</Trans>
              </span>
            )
          )}
        </span>
      </div>
      {progress !== null && (
        <div
          role="progressbar"
          aria-label={t`Progress: ${label}`}
          aria-valuenow={Math.round(progress * 100)}
          className="mt-3 h-1 overflow-hidden rounded-full bg-raised"
        >
          <div
            className="h-full bg-ember transition-[width] duration-500"
            style={{ width: `${progress * 100}%` }}
          />
        </div>
      )}
      {failure && (
        <p className="mt-2 text-ink-2 text-xs">
          <span className="font-medium text-bad">{describeFailure(failure).title}</span>:{' '}
          <bdi>{describeFailure(failure).help}</bdi>
        </p>
      )}
      {status === 'completed' && step.requestId && kind !== 'render' && kind !== 'polish' && (
        <div className="mt-3">
          <StepResult requestId={step.requestId} label={label} />
        </div>
      )}
    </li>
  );
}

/** How far a running step is, 0 to 1; null where that is not known. */
function useProgress({ status, requestId }: ReelStep): number | null {
  const accountId = useAccountId();
  const isRunning = status === 'running' && requestId !== null;
  const { items } = useLive(isRunning ? activitySource(activityIdOf({ accountId, requestId })) : null);
  return isRunning ? (items?.[0]?.value.progress ?? null) : null;
}
