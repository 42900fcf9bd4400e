import { type Activity, formatCredits } from '@firemeter/functions/contract';
import NumberFlow from '@number-flow/react';
import { Skeleton } from '../../components/skeleton.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { durationText } from '../../lib/format.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { summarize } from './summarize.ts';

export function LiveStats({ rows }: { rows: readonly LiveItem<Activity>[] | undefined }) {
  if (!rows) return <Skeleton className="h-[8.5rem] rounded-xl" />;
  const { active, completed, failed, capturedMicros, heldMicros, medianMs } = summarize(
    rows.map(({ value }) => value),
  );
  const ended = completed + failed;
  return (
    <Stats label="The listed requests">
      <Stat label="Active now" value={<Count value={active} />} />
      <Stat label="Completed" value={<Count value={completed} />} />
      <Stat
        label="Failed or expired"
        value={<Count value={failed} />}
        note={ended > 0 && `${Math.round((failed / ended) * 100)}%`}
      />
      <Stat label="Credits captured" value={formatCredits(capturedMicros)} />
      <Stat label="Credits held" value={formatCredits(heldMicros)} />
      <Stat label="Median time" value={medianMs === null ? '–' : durationText(medianMs)} />
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
