import type { AuditEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { UserAvatar } from '../../../components/people/user-avatar.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useEmailOf } from '../../../lib/data/use-email-of.ts';
import { auditAboutList } from '../../../lib/service/sources/list-sources.ts';
import { actionText } from '../../../lib/staff-texts/action-texts.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';

/** Shows the staff's actions on a user. */
export function StaffTab({ uid }: { uid: string }) {
  const { items, ...list } = useList(auditAboutList(uid));
  if (!items)
    return (
      <Unread status={list.status}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  if (items.length === 0) return <EmptyState icon={ScrollText} title={t`Staff have done nothing here yet`} />;
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {items.map(({ id, value }) => (
          <Row key={id} entryId={id} entry={value} />
        ))}
      </ul>
      <LoadOlder list={list} />
    </>
  );
}

function Row({ entryId, entry }: { entryId: string; entry: AuditEntry }) {
  const who = useEmailOf(entry.actor.uid, entry.actor.email);
  return (
    <li className="relative flex items-start gap-3 px-5 py-3.5 hover:bg-raised/60">
      <UserAvatar uid={entry.actor.uid} storedEmail={entry.actor.email} />
      <div className="min-w-0 flex-1">
        <Link
          to="/admin/audit"
          search={{ entry: entryId } as never}
          className="font-medium after:absolute after:inset-0"
        >
          {actionText(entry.action)}
        </Link>
        <p className="break-words text-[0.8125rem] text-ink-2">{entry.reason}</p>
      </div>
      <div className="shrink-0 text-end text-xs">
        <p className="truncate text-ink-2">{who}</p>
        <p className="nums text-ink-3">{dateTimeText(entry.createdAt)}</p>
      </div>
    </li>
  );
}
