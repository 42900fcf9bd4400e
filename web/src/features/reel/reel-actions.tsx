import type { Reel } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { RotateCw, Square } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { usePaysNothing } from '../../lib/data/use-pays-nothing.ts';
import { describeFailure } from '../../lib/errors/describe-error.ts';
import { useServices } from '../../lib/service/services.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { leftToPay } from './left-to-pay.ts';
import { planOf } from './plan-of.ts';
import { stepLabel } from './step-words.ts';

/** Stops a reel that runs; goes on with one that has stopped, at the price it says. */
export function ReelActions({ reel }: { reel: Reel }) {
  if (reel.status === 'running') return <Stop reel={reel} />;
  if (reel.status === 'stopped') return <Resume reel={reel} />;
  return null;
}

function Stop({ reel: { reelId } }: { reel: Reel }) {
  const { client } = useServices();
  const stop = useMutation({ mutationFn: () => client.call('cancelReel', { reelId }) });
  return (
    <div className="mt-4 space-y-3">
      <Button size="small" busy={stop.isPending} onClick={() => stop.mutate()}>
        {!stop.isPending && <Square aria-hidden="true" className="size-3 fill-current" />} <Trans>Stop</Trans>
      </Button>
      {stop.error && <ErrorNotice error={toCallError(stop.error)} />}
    </div>
  );
}

function Resume({ reel }: { reel: Reel }) {
  const { published } = useCatalog();
  if (!published) return null;
  const { steps: plannedNow, fault } = planOf(published, reel.wish);
  if (!plannedNow) return <p className="mt-4 text-held">{fault}</p>;
  return <ResumeAt reel={reel} plannedNow={plannedNow} published={published} />;
}

interface ResumeAtProps {
  reel: Reel;
  plannedNow: Reel['steps'];
  published: NonNullable<ReturnType<typeof useCatalog>['published']>;
}

function ResumeAt({ reel, plannedNow, published }: ResumeAtProps) {
  const { client } = useServices();
  const free = usePaysNothing(published.catalog);
  const left = leftToPay(reel.steps, plannedNow);
  const resume = useMutation({
    mutationFn: (shownPriceMicros: number) =>
      client.call('resumeReel', {
        reelId: reel.reelId,
        shownPriceMicros,
        catalogVersion: published.version,
      }),
  });
  if (!left) return null;
  const { from, beforeMicros, nowMicros } = left;
  const label = stepLabel(from).toLowerCase();
  return (
    <div className="mt-4 space-y-3">
      {from.failure && (
        <p className="text-ink-2">
          <Trans>
            <span className="font-medium text-bad">{describeFailure(from.failure).title}</span>:{' '}
            <bdi>{describeFailure(from.failure).help}</bdi> Finished steps are kept.
          </Trans>
        </p>
      )}
      {nowMicros !== beforeMicros && !free && (
        <p className="text-held">
          <Trans>
            The price of the rest has changed: up to {creditsText(nowMicros)}, it was{' '}
            {creditsText(beforeMicros)}.
          </Trans>
        </p>
      )}
      <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate(nowMicros)}>
        {!resume.isPending && <RotateCw aria-hidden="true" className="size-4" />}
        <span className="nums">
          <Trans>Resume from {label}</Trans>
          {!free && ` · ${t`up to ${creditsText(nowMicros)}`}`}
        </span>
      </Button>
      {resume.error && <ErrorNotice error={toCallError(resume.error)} />}
    </div>
  );
}
