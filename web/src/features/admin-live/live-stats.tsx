import { t } from '@lingui/core/macro';
import NumberFlow from '@number-flow/react';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Stat, Stats } from '../../components/layout/stat.tsx';
import { formatCredits } from '../../lib/texts/format.ts';
import type { LiveFigures } from './use-live-figures.ts';

/** What the last half hour comes to. */
export function LiveStats({ figures }: { figures: LiveFigures | undefined }) {
  if (!figures) return <Skeleton className="h-[8.5rem] rounded-xl" />;
  const { completed, failed, activeNow, rejected } = figures;
  const ended = completed.count + failed.count;
  return (
    <Stats label={t`Last 30 minutes`}>
      <Stat label={t`Active now`} value={<Count value={activeNow.count} />} />
      <Stat label={t`Completed`} value={<Count value={completed.count} />} />
      <Stat
        label={t`Failed or expired`}
        value={<Count value={failed.count} />}
        note={ended > 0 && `${Math.round((failed.count / ended) * 100)}%`}
      />
      <Stat
        label={t`Credits captured`}
        value={formatCredits(completed.capturedMicros + failed.capturedMicros)}
      />
      <Stat label={t`Credits held now`} value={formatCredits(activeNow.heldMicros)} />
      <Stat label={t`Rejected`} value={<Count value={rejected} />} />
    </Stats>
  );
}

function Count({ value }: { value: number }) {
  return (
    <>
      <span aria-hidden="true">
        <NumberFlow value={value} />
      </span>
      <span className="sr-only">{value}</span>
    </>
  );
}
