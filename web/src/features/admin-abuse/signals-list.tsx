import type { AbuseSignal } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import type { LiveItem, LiveStatus } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { UserAvatar } from '../../components/people/user-avatar.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { kindWords } from '../../lib/staff-texts/abuse-kind-texts.ts';
import { triageWords } from '../../lib/staff-texts/triage-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

interface SignalsListProps {
  status: LiveStatus;
  signals: readonly LiveItem<AbuseSignal>[] | undefined;
  onOpen: (id: string) => void;
}

export function SignalsList({ status, signals, onOpen }: SignalsListProps) {
  if (!signals) {
    return (
      <Unread status={status}>
        <div role="status" aria-label={t`Loading signals`} className="space-y-2">
          <Skeleton className="h-16 rounded-xl" />
          <Skeleton className="h-16 rounded-xl" />
        </div>
      </Unread>
    );
  }
  if (signals.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title={t`No signals`}>
        <Trans>New signals appear here as they are found.</Trans>
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
      {signals.map(({ id, value }) => (
        <SignalRow key={id} signal={value} onOpen={() => onOpen(id)} />
      ))}
    </ul>
  );
}

function SignalRow({ signal, onOpen }: { signal: AbuseSignal; onOpen: () => void }) {
  const who = useEmailOf(signal.accountId, signal.email);
  return (
    <li className="relative flex items-center gap-3 p-3.5 transition-colors hover:bg-raised/60">
      <UserAvatar uid={signal.accountId} storedEmail={signal.email} />
      <div className="min-w-0 flex-1">
        <RowButton onClick={onOpen} className="font-medium">
          {kindWords[signal.kind]} · {signal.count} ×
        </RowButton>
        <p className="truncate text-ink-3 text-xs">
          {who}
          {signal.triage && ` · ${triageWords[signal.triage.state]}`}
        </p>
      </div>
      <div className="shrink-0 text-end">
        <SeverityBadge severity={signal.severity} />
        <p className="nums text-ink-3 text-xs">{dateTimeText(signal.updatedAt)}</p>
      </div>
    </li>
  );
}
