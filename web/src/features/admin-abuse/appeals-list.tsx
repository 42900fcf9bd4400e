import type { Appeal } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { UserAvatar } from '../../components/people/user-avatar.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { appealList } from '../../lib/service/sources/list-sources.ts';
import { outcomeWords } from '../../lib/staff-texts/appeal-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

/** Lists the appeals against suspensions: those that wait for a decision, or those that have one. */
export function AppealsList({ onOpen }: { onOpen: (appealId: string) => void }) {
  const [state, setState] = useState<Appeal['state']>('open');
  const { items, ...list } = useList(appealList(state));
  return (
    <section aria-label={t`Appeals`} className="mb-6 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">
          <Trans>Appeals</Trans>
        </h2>
        <Segmented
          label={t`Show appeals`}
          value={state}
          options={[
            { value: 'open', label: t`Open` },
            { value: 'decided', label: t`Decided` },
          ]}
          onChange={setState}
        />
      </div>
      {!items ? (
        <Unread status={list.status}>
          <Skeleton className="h-16 rounded-xl" />
        </Unread>
      ) : items.length === 0 ? (
        <p className="rounded-2xl border border-line border-dashed px-4 py-3 text-ink-3">
          {state === 'open' ? (
            <Trans>No appeal waits for a decision.</Trans>
          ) : (
            <Trans>No appeal has been decided yet.</Trans>
          )}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {items.map(({ id, value }) => (
            <Row key={id} appeal={value} onOpen={() => onOpen(id)} />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
    </section>
  );
}

function Row({ appeal, onOpen }: { appeal: Appeal; onOpen: () => void }) {
  const { accountId, text, decision, createdAt } = appeal;
  const who = useEmailOf(accountId);
  return (
    <li className="relative flex items-center gap-3 p-3.5 transition-colors hover:bg-raised/60">
      <UserAvatar uid={accountId} />
      <div className="min-w-0 flex-1">
        <RowButton onClick={onOpen} className="font-medium">
          {who}
        </RowButton>
        <p className="truncate text-ink-3 text-xs">
          <bdi>{text}</bdi>
        </p>
      </div>
      <div className="shrink-0 text-end text-xs">
        <p className="text-ink-2">{decision ? outcomeWords[decision.outcome] : t`Waits for a decision`}</p>
        <p className="nums text-ink-3">{dateTimeText(createdAt)}</p>
      </div>
    </li>
  );
}
