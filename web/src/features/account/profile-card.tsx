import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { sendPasswordResetEmail, signOut } from 'firebase/auth';
import { BadgeCheck, KeyRound, LogOut } from 'lucide-react';
import { Avatar } from '../../components/ui/avatar.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import { isolated } from '../../lib/texts/isolated.ts';

export function ProfileCard() {
  const { auth } = useServices();
  const { uid, name, email, emailVerified, role } = usePerson();
  const accountId = useAccountId();
  const reset = () => {
    if (!email) return;
    sendPasswordResetEmail(auth, email).then(
      () => toast.success(t`A link to choose a new password was sent to ${isolated(email)}`),
      () => toast.error(t`The mail could not be sent. Wait a moment, then try again.`),
    );
  };
  return (
    <section aria-labelledby="profile" className="rounded-2xl border border-line bg-surface p-5">
      <div className="flex items-center gap-3">
        <Avatar uid={uid} name={name ?? email ?? uid} className="size-11 text-sm" />
        <div className="min-w-0">
          <h2 id="profile" className="truncate font-semibold">
            {name ?? email}
          </h2>
          <p className="flex items-center gap-1.5 text-ink-2">
            <span className="truncate">{email}</span>
            {emailVerified && <BadgeCheck aria-label={t`confirmed`} className="size-4 shrink-0 text-ok" />}
          </p>
        </div>
      </div>
      <div className="mt-3">
        <FactList
          facts={[
            { label: t`Account id`, value: <CopyText text={accountId} label={t`account id`} /> },
            ...(role ? [{ label: t`Role`, value: roleTexts[role] }] : []),
          ]}
        />
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        {email && (
          <Button size="small" onClick={reset}>
            <KeyRound aria-hidden="true" className="size-4" /> <Trans>Change password</Trans>
          </Button>
        )}
        <Button size="small" onClick={() => void signOut(auth)}>
          <LogOut aria-hidden="true" className="size-4" /> <Trans>Sign out</Trans>
        </Button>
      </div>
    </section>
  );
}
