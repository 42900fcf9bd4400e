import { type Account, balanceMicros, type Erasure, type ResponseOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '#kit/hooks/use-now.ts';
import { Stat } from '../../components/layout/stat.tsx';
import { Avatar } from '../../components/ui/avatar.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { useErasure } from '../../lib/data/use-erasure.ts';
import { useWho } from '../../lib/data/use-who.ts';
import { usePageTitle } from '../../lib/page/use-page-title.ts';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import { dateText, exactCredits } from '../../lib/texts/format.ts';

interface PersonHeaderProps {
  uid: string;
  account: Account;
  /** The user's data in Auth; undefined while it loads. */
  user: ResponseOf<'lookUpUser'> | undefined;
  plan: string | null;
}

/** Shows a user's identity, account state and credits. */
export function PersonHeader({ uid, account, user, plan }: PersonHeaderProps) {
  const { name } = useWho(uid, account.email);
  const nowMs = useNow({ everyMs: 60_000 });
  usePageTitle(name);
  const erasure = useErasure(uid);
  const email = user?.email ?? account.email;
  const frozenMicros = account.lots.reduce((sum, lot) => sum + (lot.frozen ? lot.remainingMicros : 0), 0);
  return (
    <header className="space-y-4">
      <Link to="/admin/people" className="inline-flex items-center gap-1.5 text-ink-2 text-xs hover:text-ink">
        <ArrowLeft aria-hidden="true" className="size-3.5" /> <Trans>People</Trans>
      </Link>
      <div className="flex flex-wrap items-center gap-4">
        <Avatar uid={uid} name={name} className="size-14 text-lg" />
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="flex flex-wrap items-center gap-2 font-semibold text-2xl tracking-tight">
            <span className="min-w-0 break-words">{name}</span>
            {account.status === 'suspended' && <Mark look="bad">{t`Suspended`}</Mark>}
            {account.unlimited && <Mark>{t`Unlimited`}</Mark>}
            {erasure && <Mark look="bad">{erasureText(erasure)}</Mark>}
            {account.kind === 'guest' && <Mark>{t`Guest`}</Mark>}
            {user?.role && <Mark look="ember">{roleTexts[user.role]}</Mark>}
            {user?.isDisabled && <Mark look="bad">{t`Disabled`}</Mark>}
            {plan && <Mark look="ember">{plan}</Mark>}
          </h1>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-ink-2">
            {email && <span className="break-all">{email}</span>}
            {email && user && (
              <span className={user.isEmailVerified ? 'text-ok text-xs' : 'text-held text-xs'}>
                {user.isEmailVerified ? t`verified` : t`not verified`}
              </span>
            )}
            <span className="text-ink-3 text-xs">
              <CopyText text={uid} label={t`user id`} />
            </span>
          </p>
          {account.statusReason && <p className="text-bad text-xs">{account.statusReason}</p>}
        </div>
      </div>
      <dl
        aria-label={t`Account`}
        className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-3 xl:grid-cols-6"
      >
        <Stat label={t`Balance`} value={exactCredits(balanceMicros(account, nowMs))} />
        <Stat label={t`Owed`} value={exactCredits(account.debtMicros)} />
        <Stat label={t`Frozen`} value={exactCredits(frozenMicros)} />
        <Stat label={t`Since`} value={<Small>{dateText(account.createdAt)}</Small>} />
        <Stat
          label={t`Last seen`}
          value={<Small>{user?.lastSeenAtMs ? dateText(user.lastSeenAtMs) : '–'}</Small>}
        />
        <Stat label={t`Signs in with`} value={<Small>{providersText(user)}</Small>} />
      </dl>
    </header>
  );
}

function erasureText({ state, undoUntil, evidenceFor }: Erasure): string {
  if (state === 'requested') return t`Deleted after ${dateText(undoUntil)}`;
  if (state === 'erasing') return t`Being deleted`;
  return evidenceFor.length > 0 ? t`Deleted, evidence kept` : t`Deleted`;
}

function providersText(user: ResponseOf<'lookUpUser'> | undefined): string {
  if (!user) return '–';
  if (user.providers.length === 0) return t`nothing: a guest`;
  return user.providers.map((id) => (id === 'password' ? t`a password` : id)).join(', ');
}

function Small({ children }: { children: ReactNode }) {
  return <span className="truncate font-medium text-sm tracking-normal">{children}</span>;
}

const looks = {
  quiet: 'bg-raised text-ink-2',
  bad: 'bg-bad/12 text-bad',
  ember: 'bg-ember-soft text-ember-text',
};

function Mark({ look = 'quiet', children }: { look?: keyof typeof looks; children: ReactNode }) {
  return (
    <span
      className={classNames('rounded-full px-2.5 py-0.5 font-medium text-xs tracking-normal', looks[look])}
    >
      {children}
    </span>
  );
}
