import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { clockText } from '../../lib/texts/format.ts';
import { type MinuteBar, totalOf } from './minute-bars.ts';

/** The last half hour, minute by minute. */
export function ActivityChart({ bars }: { bars: readonly MinuteBar[] | undefined }) {
  if (!bars) return <Skeleton className="h-[8.5rem] rounded-xl" />;
  const highest = Math.max(4, ...bars.map(totalOf));
  const sum = bars.reduce((count, bar) => count + totalOf(bar), 0);
  return (
    <figure className="flex flex-col rounded-xl border border-line bg-surface px-4 pt-3.5 pb-3">
      <figcaption className="flex items-baseline justify-between text-xs">
        <span className="text-ink-3">
          <Trans>Requests per minute, last {bars.length} minutes</Trans>
        </span>
        <span className="nums font-medium text-ink-2">
          <Trans>{sum} in all</Trans>
        </span>
      </figcaption>
      <div
        role="img"
        aria-label={t`${sum} requests in the last ${bars.length} minutes, at most ${Math.max(...bars.map(totalOf))} in one minute`}
        className="mt-3 flex min-h-16 flex-1 items-end gap-[3px]"
      >
        {bars.map((bar) => (
          <div
            key={bar.startMs}
            data-tip={words(bar)}
            className="flex h-full min-w-0 flex-1 flex-col justify-end gap-px"
          >
            <Part share={bar.active / highest} className="bg-held" />
            <Part share={bar.failed / highest} className="bg-bad" />
            <Part share={bar.completed / highest} className="bg-ember" />
            <div className="h-0.5 shrink-0 rounded-full bg-line-strong" />
          </div>
        ))}
      </div>
    </figure>
  );
}

function Part({ share, className }: { share: number; className: string }) {
  if (share === 0) return null;
  return (
    <div className={`min-h-[3px] shrink rounded-[3px] ${className}`} style={{ height: `${share * 100}%` }} />
  );
}

function words(bar: MinuteBar): string {
  const { startMs, active, completed, failed } = bar;
  return t`${clockText(startMs)}: ${completed} completed, ${failed} failed or expired, ${active} active`;
}
