import { t } from '@lingui/core/macro';
import NumberFlow from '@number-flow/react';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Stat, Stats } from '../../components/layout/stat.tsx';
import { formatCredits } from '../../lib/texts/format.ts';
import type { LiveFigures } from './use-live-figures.ts';

/** What the last half hour comes to. */
export function LiveStats({ figures, isStill }: { figures: LiveFigures | undefined; isStill: boolean }) {
  if (!figures) return <Skeleton className="h-[8.5rem] rounded-xl" />;
  const { completed, failed, activeNow, rejected } = figures;
  const ended = completed.count + failed.count;
  return (
    <Stats label={t`Last 30 minutes`}>
      <Stat label={t`Active now`} value={<Count value={activeNow.count} isStill={isStill} />} />
      <Stat label={t`Completed`} value={<Count value={completed.count} isStill={isStill} />} />
      <Stat
        label={t`Failed or expired`}
        value={<Count value={failed.count} isStill={isStill} />}
        note={ended > 0 && `${Math.round((failed.count / ended) * 100)}%`}
      />
      <Stat
        label={t`Credits captured`}
        value={formatCredits(completed.capturedMicros + failed.capturedMicros)}
      />
      <Stat label={t`Credits held now`} value={formatCredits(activeNow.heldMicros)} />
      <Stat label={t`Rejected`} value={<Count value={rejected} isStill={isStill} />} />
    </Stats>
  );
}

function Count({ value, isStill }: { value: number; isStill: boolean }) {
  return (
    <>
      <span aria-hidden="true">
        <NumberFlow value={value} animated={!isStill} />
      </span>
      <span className="sr-only">{value}</span>
    </>
  );
}
