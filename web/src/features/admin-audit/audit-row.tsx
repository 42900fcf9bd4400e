import type { AuditEntry } from '@firemeter/functions/contract';
import { RowButton } from '../../components/row-button.tsx';
import { UserAvatar } from '../../components/user-avatar.tsx';
import { actionText } from '../../lib/action-texts.ts';
import { dateTimeText } from '../../lib/format.ts';
import { useEmailOf } from '../../lib/use-email-of.ts';

export function AuditRow({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const who = useEmailOf(entry.actor.uid, entry.actor.email);
  return (
    <li className="relative flex items-start gap-3 p-3.5 transition-colors hover:bg-raised/60">
      <UserAvatar uid={entry.actor.uid} storedEmail={entry.actor.email} />
      <div className="min-w-0 flex-1">
        <RowButton onClick={onOpen} className="font-medium">
          {actionText(entry.action)}
        </RowButton>
        <p className="truncate font-mono text-ink-2 text-xs">{entry.target}</p>
        <p className="break-words text-[0.8125rem] text-ink-2">{entry.reason}</p>
      </div>
      <div className="max-w-[40%] shrink-0 text-end text-xs">
        <p className="truncate text-ink-2">{who}</p>
        <p className="nums text-ink-3">{dateTimeText(entry.createdAt)}</p>
      </div>
    </li>
  );
}
