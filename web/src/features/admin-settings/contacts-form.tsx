import type { StaffSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { inputClass } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { SettingsCard } from './settings-card.tsx';

const MAX_LENGTH = 2_000;

interface ContactsFormProps {
  settings: StaffSettings;
  mayChange: boolean;
}

/** Sets who to call in an emergency. */
export function ContactsForm({ settings, mayChange }: ContactsFormProps) {
  const { client } = useServices();
  const { dailyReturnMicros, approvalMicros, approvalCents, contacts: saved = '' } = settings;
  const [contacts, setContacts] = useState(saved);
  const id = useId();
  return (
    <SettingsCard
      title={t`Who to call`}
      about={
        <Trans>
          All staff but analysts see this on the page Emergency. The audit log doesn’t contain it.
        </Trans>
      }
      effects={
        contacts.trim() === saved ? [] : [t`The page Emergency shows this text instead of the one before.`]
      }
      reserved={mayChange ? null : t`Only an owner may change these.`}
      intent={contacts}
      save={({ requestId, reason }) =>
        client.call('setStaffSettings', {
          ...{ requestId, dailyReturnMicros, approvalMicros, approvalCents, contacts, reason },
        })
      }
    >
      <div className="space-y-1.5">
        <label htmlFor={id} className="block font-medium text-[0.8125rem]">
          <Trans>Names, numbers and hours</Trans>
        </label>
        <textarea
          id={id}
          rows={7}
          dir="auto"
          maxLength={MAX_LENGTH}
          value={contacts}
          onChange={({ target }) => setContacts(target.value)}
          className={`${inputClass} py-2`}
        />
      </div>
    </SettingsCard>
  );
}
