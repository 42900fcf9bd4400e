import type { AbuseSignal } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import type { LiveItem } from '#kit/live/live-store.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { SeverityBadge } from '../../components/severity-badge.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { UserAvatar } from '../../components/user-avatar.tsx';
import { kindWords } from '../../lib/abuse-kind-texts.ts';
import { dateTimeText } from '../../lib/format.ts';
import { triageWords } from '../../lib/triage-words.ts';
import { useEmailOf } from '../../lib/use-email-of.ts';

interface SignalsListProps {
  signals: readonly LiveItem<AbuseSignal>[] | undefined;
  onOpen: (id: string) => void;
}

export function SignalsList({ signals, onOpen }: SignalsListProps) {
  if (!signals) {
    return (
      <div role="status" aria-label={t`Loading signals`} className="space-y-2">
        <Skeleton className="h-16 rounded-xl" />
        <Skeleton className="h-16 rounded-xl" />
      </div>
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
