import type { AuditEntry } from '@firemeter/functions/contract';
import { RowButton } from '../../components/layout/row-button.tsx';
import { UserAvatar } from '../../components/people/user-avatar.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { useWho } from '../../lib/data/use-who.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { auditSentence, targetUid } from './audit-sentence.ts';

export function AuditRow({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const who = useEmailOf(entry.actor.uid, entry.actor.email);
  const about = targetUid(entry);
  const { name } = useWho(about ?? entry.actor.uid);
  return (
    <li className="relative flex items-start gap-3 p-3.5 transition-colors hover:bg-raised/60">
      <UserAvatar uid={entry.actor.uid} storedEmail={entry.actor.email} />
      <div className="min-w-0 flex-1">
        <RowButton onClick={onOpen} className="font-medium">
          {auditSentence(entry, name)}
        </RowButton>
        <p className="break-words text-[0.8125rem] text-ink-2">{entry.reason}</p>
      </div>
      <div className="max-w-[40%] shrink-0 text-end text-xs">
        <p className="truncate text-ink-2">{who}</p>
        <p className="nums text-ink-3">{dateTimeText(entry.createdAt)}</p>
      </div>
    </li>
  );
}
