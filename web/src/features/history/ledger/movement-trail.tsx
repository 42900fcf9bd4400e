import { type Activity, type LedgerEntry, RETENTION_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Flame, Hourglass, type LucideIcon, Play, Tag, Undo2 } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { activitySource } from '../../../lib/service/sources/live-sources.ts';
import { clockText, creditsText, dateTimeText, durationText } from '../../../lib/texts/format.ts';
import { daysKept } from '../requests/history-filter.ts';

interface Step {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly note: string | null;
  readonly atMs: number | null;
}

/** Shows usage from the shown price to the end of its hold. Other movements are one step. */
export function MovementTrail({ entry }: { entry: LedgerEntry }) {
  const activityId = entry.kind === 'usage' ? entry.activityId : null;
  const { items, status } = useLive(activityId === null ? null : activitySource(activityId));
  if (entry.kind !== 'usage') return null;
  const activity = items?.[0]?.value;
  const isGone = items?.length === 0 && status === 'live';
  return (
    <section aria-label={t`Trail`}>
      <h3 className="mb-3 font-medium text-ink-2 text-xs">
        <Trans>Trail</Trans>
      </h3>
      <ol className="space-y-4">
        {stepsOf(entry, activity).map(({ icon: Icon, title, note, atMs }) => (
          <li
            key={title}
            className="relative flex gap-3 not-last:before:absolute not-last:before:inset-y-0 not-last:before:start-3.5 not-last:before:top-8 not-last:before:-bottom-3 not-last:before:w-px not-last:before:bg-line-strong"
          >
            <span className="grid size-7 shrink-0 place-items-center rounded-full border border-line bg-raised text-ink-2">
              <Icon aria-hidden="true" className="size-3.5" />
            </span>
            <span className="min-w-0 flex-1 pt-0.5">
              <span className="nums block font-medium text-[0.8125rem]">{title}</span>
              {note && <span className="nums block text-ink-3 text-xs">{note}</span>}
            </span>
            {atMs !== null && (
              <time
                dateTime={new Date(atMs).toISOString()}
                title={dateTimeText(atMs)}
                className="nums pt-1 text-ink-3 text-xs"
              >
                {clockText(atMs)}
              </time>
            )}
          </li>
        ))}
      </ol>
      {isGone && (
        <p className="mt-3 text-ink-3 text-xs">
          <Trans>
            What was held and returned is kept for {daysKept(RETENTION_MS)} days with the request; what was
            charged, for good.
          </Trans>
        </p>
      )}
    </section>
  );
}

function stepsOf(entry: LedgerEntry & { kind: 'usage' }, activity: Activity | undefined): Step[] {
  const quoted: Step = {
    icon: Tag,
    title: t`Quoted: ${creditsText(entry.priceMicros)} at most`,
    note: t`Prices of catalog version ${entry.catalogVersion}`,
    atMs: activity?.createdAt ?? null,
  };
  const captured: Step = {
    icon: Flame,
    title: t`Captured: ${creditsText(-entry.totalMicros)}`,
    note: activity?.startedAt ? t`after ${durationText(entry.createdAt - activity.createdAt)}` : null,
    atMs: entry.createdAt,
  };
  if (!activity) return [quoted, captured];
  const returnedMicros = activity.heldMicros - activity.capturedMicros;
  return [
    quoted,
    {
      icon: Hourglass,
      title: t`Held: ${creditsText(activity.heldMicros)}`,
      note: null,
      atMs: activity.createdAt,
    },
    ...(activity.startedAt === null
      ? []
      : [{ icon: Play, title: t`Work started`, note: null, atMs: activity.startedAt }]),
    captured,
    ...(returnedMicros > 0
      ? [
          {
            icon: Undo2,
            title: t`Returned: ${creditsText(returnedMicros)}`,
            note: t`held for it, but not needed`,
            atMs: activity.endedAt,
          },
        ]
      : []),
  ];
}
