import { mayDo } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { staffSettingsSource } from '../../../lib/service/sources/live-sources.ts';

/** Shows who to call, as an owner has written it in Settings. */
export function Contacts() {
  const { role } = usePerson();
  const { status, items } = useLive(staffSettingsSource);
  if (!items)
    return (
      <Unread status={status}>
        <Skeleton className="h-12 rounded-xl" />
      </Unread>
    );
  const contacts = items[0]?.value.contacts?.trim();
  return (
    <>
      {contacts ? (
        <p dir="auto" className="whitespace-pre-line break-words">
          {contacts}
        </p>
      ) : (
        <p className="text-ink-2">
          <Trans>Nobody is named yet.</Trans>
        </p>
      )}
      {mayDo(role, 'set-staff-settings') && (
        <Link
          to="/admin/settings"
          className="font-medium text-[0.8125rem] text-ember-text underline-offset-4 hover:underline"
        >
          {contacts ? t`Change in Settings` : t`Name somebody in Settings`}
        </Link>
      )}
    </>
  );
}
