import type { Appeal, AppealOutcome } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useLive } from '#kit/hooks/use-live.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { UserLink } from '../../components/people/user-link.tsx';
import { ActionDialog } from '../../components/staff-actions/action-dialog.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { whyNot } from '../../lib/errors/why-not.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { appealSource } from '../../lib/service/sources/live-sources.ts';
import { outcomeWords } from '../../lib/staff-texts/appeal-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { AppealEvidence } from './appeal-evidence.tsx';

interface AppealSheetProps {
  appealId: string | undefined;
  onClose: () => void;
}

/** An appeal, what led to the suspension, and the decision; stays live while it is open. */
export function AppealSheet({ appealId, onClose }: AppealSheetProps) {
  const item = useLive(appealId === undefined ? null : appealSource(appealId)).items?.[0];
  return (
    <Sheet title={t`Appeal`} open={appealId !== undefined} onClose={onClose}>
      {item && <AppealDetails item={item} />}
    </Sheet>
  );
}

function AppealDetails({ item }: { item: LiveItem<Appeal> }) {
  const me = usePerson();
  const [outcome, setOutcome] = useState<AppealOutcome>();
  const { accountId, uid, text, decision, createdAt } = item.value;
  const who = useEmailOf(uid);
  const hindrance = whyNot(me.role, 'decide-appeals', { isSelf: me.uid === uid });
  return (
    <div className="space-y-6">
      <section aria-label={t`What they wrote`} className="space-y-2">
        <p className="font-semibold">
          <UserLink uid={uid}>{who}</UserLink>
        </p>
        <p className="whitespace-pre-wrap break-words rounded-xl border border-line bg-sunken p-4">
          <bdi>{text}</bdi>
        </p>
        <p className="nums text-ink-3 text-xs">{dateTimeText(createdAt)}</p>
      </section>
      {decision ? (
        <section aria-label={t`Decision`} className="space-y-1 rounded-xl border border-line p-4">
          <p className="font-medium">{outcomeWords[decision.outcome]}</p>
          <p className="break-words">
            <bdi>{decision.reason}</bdi>
          </p>
          <p className="nums text-ink-3 text-xs">
            <EmailOf uid={decision.uid} /> · {dateTimeText(decision.atMs)}
          </p>
        </section>
      ) : (
        <section aria-label={t`Decision`} className="flex flex-wrap items-center gap-2">
          <Button look="primary" disabled={hindrance !== null} onClick={() => setOutcome('lifted')}>
            <Trans>Lift suspension</Trans>
          </Button>
          <Button look="danger" disabled={hindrance !== null} onClick={() => setOutcome('upheld')}>
            <Trans>Uphold suspension</Trans>
          </Button>
          {hindrance && <p className="text-ink-3 text-xs">{hindrance}</p>}
        </section>
      )}
      <AppealEvidence accountId={accountId} />
      {outcome && <DecideAction item={item} outcome={outcome} onClose={() => setOutcome(undefined)} />}
    </div>
  );
}

interface DecideActionProps {
  item: LiveItem<Appeal>;
  outcome: AppealOutcome;
  onClose: () => void;
}

function DecideAction({ item: { id, value }, outcome, onClose }: DecideActionProps) {
  const { client } = useServices();
  const isLifted = outcome === 'lifted';
  return (
    <ActionDialog
      title={isLifted ? t`Lift the suspension` : t`Uphold the suspension`}
      uid={value.uid}
      confirmLabel={isLifted ? t`Lift suspension` : t`Uphold suspension`}
      isDangerous={!isLifted}
      intent={outcome}
      effects={[
        {
          label: t`Account`,
          value: isLifted ? t`can make requests again at once` : t`stays suspended, without another appeal`,
        },
        { label: t`The user`, value: t`is notified, and reads the reason below` },
      ]}
      run={async (call) => {
        await client.call('decideAppeal', { ...call, appealId: id, outcome });
        return { text: outcomeWords[outcome] };
      }}
      onClose={onClose}
    />
  );
}
