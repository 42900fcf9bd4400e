import type { AbuseSignal } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Ban } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { UserLink } from '../../components/people/user-link.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { signalSource } from '../../lib/service/sources/live-sources.ts';
import { kindWords } from '../../lib/staff-texts/abuse-kind-texts.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { AccountStatus } from './account-status.tsx';
import { evidenceText } from './evidence-text.ts';
import { TriageForm } from './triage-form.tsx';

interface SignalSheetProps {
  signalId: string | undefined;
  onBlock: (accountId: string) => void;
  onClose: () => void;
}

/** What was seen, and what can be done about it; stays live while it is open. */
export function SignalSheet({ signalId, onBlock, onClose }: SignalSheetProps) {
  const item = useLive(signalId === undefined ? null : signalSource(signalId)).items?.[0];
  return (
    <Sheet title={t`Abuse signal`} open={signalId !== undefined} onClose={onClose}>
      {item && <Signal signalId={item.id} signal={item.value} onBlock={onBlock} />}
    </Sheet>
  );
}

interface SignalProps {
  signalId: string;
  signal: AbuseSignal;
  onBlock: (accountId: string) => void;
}

function Signal({ signalId, signal, onBlock }: SignalProps) {
  const { accountId, email, kind, severity, count, evidence, createdAt, updatedAt } = signal;
  const who = useEmailOf(accountId, email);
  return (
    <div className="space-y-6">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-semibold">{kindWords[kind]}</p>
          <p className="truncate text-ink-2">
            <UserLink uid={accountId}>{who}</UserLink>
          </p>
        </div>
        <SeverityBadge severity={severity} />
      </div>
      <TriageForm key={signal.triage?.atMs ?? 0} signalId={signalId} triage={signal.triage} />
      <AccountStatus key={accountId} accountId={accountId} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onBlock(accountId)}>
          <Ban aria-hidden="true" className="size-4" />
          <Trans>Block the account</Trans>
        </Button>
      </div>
      <FactList
        facts={[
          { label: t`Within the hour`, value: plural(count, { one: '# time', other: '# times' }) },
          { label: t`First`, value: dateTimeText(createdAt) },
          { label: t`Last`, value: dateTimeText(updatedAt) },
          { label: t`Account`, value: <CopyText text={accountId} label={t`account id`} /> },
        ]}
      />
      <section aria-label={t`Evidence`}>
        <h3 className="mb-1 font-medium text-ink-2 text-xs">
          <Trans>Recent evidence</Trans>
        </h3>
        <ol className="divide-y divide-line text-[0.8125rem]">
          {evidence.toReversed().map((sign, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one request can be met twice at once
            <li key={`${sign.traceId} ${index}`} className="py-2">
              <p className="break-words">{evidenceText(kind, sign)}</p>
              <p className="nums flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
                {dateTimeText(sign.atMs)}
                <CopyText text={sign.traceId} label={t`trace id`} />
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
