import type { AuditEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { UserLink } from '../../components/people/user-link.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { useWho } from '../../lib/data/use-who.ts';
import { auditEntrySource } from '../../lib/service/sources/live-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { auditSentence, targetUid } from './audit-sentence.ts';
import { EntryChanges } from './entry-changes.tsx';

interface EntrySheetProps {
  entryId: string | undefined;
  onClose: () => void;
}

/** All of an entry, with what was before and after. */
export function EntrySheet({ entryId, onClose }: EntrySheetProps) {
  const item = useLive(entryId === undefined ? null : auditEntrySource(entryId)).items?.[0];
  return (
    <Sheet title={t`Audit entry`} open={entryId !== undefined} onClose={onClose}>
      {item && <Entry entry={item.value} />}
    </Sheet>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { actor, target, reason, ip, traceId, createdAt, before, after } = entry;
  const who = useEmailOf(actor.uid, actor.email);
  const uid = targetUid(entry);
  const { name } = useWho(uid ?? actor.uid);
  return (
    <div className="space-y-6">
      <FactList
        facts={[
          { label: t`Action`, value: auditSentence(entry, name) },
          { label: t`Target`, value: <CopyText text={target} label={t`target`} /> },
          ...(uid ? [{ label: t`Person`, value: <TargetPerson uid={uid} /> }] : []),
          { label: t`Who`, value: `${isolated(who)}${actor.role ? ` (${actor.role})` : ''}` },
          { label: t`Reason`, value: reason },
          { label: t`When`, value: dateTimeText(createdAt) },
          { label: t`From`, value: ip ?? t`unknown` },
          { label: t`Trace id`, value: <CopyText text={traceId} label={t`trace id`} /> },
        ]}
      />
      <EntryChanges before={before} after={after} />
    </div>
  );
}

function TargetPerson({ uid }: { uid: string }) {
  return <UserLink uid={uid}>{useEmailOf(uid)}</UserLink>;
}
