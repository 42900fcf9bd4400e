import { type Activity, isOpen } from '@firemeter/functions/contract';
import { useNow } from '#kit/hooks/use-now.ts';
import { durationText } from '../../lib/texts/format.ts';

/** Ticks while the work runs, then stands still. */
export function TimeTaken({ activity }: { activity: Activity }) {
  const running = isOpen(activity);
  const nowMs = useNow({ everyMs: 100, ticking: running });
  return (
    <span className={running ? 'text-held' : undefined}>
      {durationText((activity.endedAt ?? nowMs) - activity.createdAt)}
    </span>
  );
}
