import { t } from '@lingui/core/macro';
import { ShieldCheck } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { signalsOfList } from '../../../lib/service/sources/list-sources.ts';
import { severityTexts } from '../../../lib/staff-texts/severity-texts.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';

/** Shows the signs of abuse by a user. */
export function SignalsTab({ accountId }: { accountId: string }) {
  const { items, ...list } = useList(signalsOfList(accountId));
  if (!items)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  if (items.length === 0) return <EmptyState icon={ShieldCheck} title={t`No signs of abuse`} />;
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {items.map(({ id, value: { kind, severity, count, evidence, updatedAt } }) => (
          <li key={id} className="px-5 py-3.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 font-medium">
              <span>
                {kind} · {count} × · {severityTexts[severity]}
              </span>
              <span className="nums font-normal text-ink-3 text-xs">{dateTimeText(updatedAt)}</span>
            </p>
            <p className="break-words text-ink-2 text-xs">{evidence.at(-1)?.text}</p>
          </li>
        ))}
      </ul>
      <LoadOlder list={list} />
    </>
  );
}
