import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useList } from '#kit/hooks/use-list.ts';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { usePerson } from '../../lib/service/session/person.tsx';
import { ownReelList } from '../../lib/service/sources/list-sources.ts';
import { dateTimeText, exactCredits } from '../../lib/texts/format.ts';
import { ReelStatus } from './reel-status.tsx';

interface ReelsListProps {
  current: string | undefined;
  onReel: (reelId: string) => void;
}

/** A person's reels, newest first, live. */
export function ReelsList({ current, onReel }: ReelsListProps) {
  const { uid } = usePerson();
  const { items, ...list } = useList(ownReelList(uid));
  const others = (items ?? []).filter(({ value }) => value.reelId !== current);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="reels" className="mt-10">
      <h2 id="reels" className="mb-2 font-semibold">
        {current ? t`Your other reels` : t`Your reels`}
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {others.map(({ id, value: { reelId, title, wish, status, steps, createdAt } }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onReel(reelId)}
              className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-start transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{title ?? wish.prompt}</span>
                <span className="nums block truncate text-ink-3 text-xs">
                  <Trans>
                    {dateTimeText(createdAt)} ·{' '}
                    {exactCredits(steps.reduce((sum, { capturedMicros }) => sum + capturedMicros, 0))} spent
                  </Trans>
                </span>
              </span>
              <ReelStatus status={status} />
            </button>
          </li>
        ))}
      </ul>
      <LoadOlder list={list} />
    </section>
  );
}
