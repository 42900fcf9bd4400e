import type { Account, Role, StaffAction } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import {
  Ban,
  Gift,
  Infinity as InfinityIcon,
  LogOut,
  type LucideIcon,
  PauseCircle,
  PlayCircle,
  RotateCcw,
  Scale,
  Undo2,
  UserCog,
} from 'lucide-react';
import { useState } from 'react';
import { useErasure } from '../../lib/data/use-erasure.ts';
import { whyNot } from '../../lib/errors/why-not.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { Button } from '../ui/button.tsx';
import { LegalHoldAction, ResetLimitAction, StatusAction, UnlimitedAction } from './account-actions.tsx';
import { GrantAction, TakeBackAction } from './credit-actions.tsx';
import { BlockAction, EndSessionsAction, RoleAction } from './user-actions.tsx';

interface UserActionsProps {
  readonly uid: string;
  readonly accountId: string;
  readonly account: Account;
  readonly role: Role | null;
}

type ActionName =
  | 'grant'
  | 'takeBack'
  | 'reset'
  | 'status'
  | 'unlimited'
  | 'signOut'
  | 'block'
  | 'role'
  | 'hold';

/** Shows all staff actions on a user, with the reason why one is not permitted. */
export function UserActions({ uid, accountId, account, role }: UserActionsProps) {
  const me = usePerson();
  const [open, setOpen] = useState<ActionName>();
  const isSuspended = account.status === 'suspended';
  const erasure = useErasure(accountId);
  const all: readonly (readonly [ActionName, StaffAction, string, LucideIcon])[] = [
    ['grant', 'grant-credits', t`Grant`, Gift],
    ['takeBack', 'take-back-credits', t`Take back`, Undo2],
    ['reset', 'reset-limit', t`Reset limit`, RotateCcw],
    [
      'status',
      'change-account-status',
      isSuspended ? t`Reinstate` : t`Suspend`,
      isSuspended ? PlayCircle : PauseCircle,
    ],
    ['unlimited', 'set-unlimited', account.unlimited ? t`End unlimited` : t`Make unlimited`, InfinityIcon],
    ['signOut', 'end-sessions', t`Sign out everywhere`, LogOut],
    ['block', 'change-blocks', t`Block`, Ban],
    ['role', 'set-role', t`Change role`, UserCog],
    // There is nothing to hold before an erasure is requested.
    ...(erasure
      ? ([['hold', 'set-legal-hold', erasure.legalHold ? t`End legal hold` : t`Legal hold`, Scale]] as const)
      : []),
  ];
  const props = { uid, accountId, account, onClose: () => setOpen(undefined) };
  return (
    <section aria-label={t`Actions`} className="flex flex-wrap gap-2">
      {all.map(([name, action, label, Icon]) => {
        const reason = whyNot(me.role, action, { isSelf: me.uid === uid });
        return (
          <Button
            key={name}
            size="small"
            data-tip={reason ?? undefined}
            aria-disabled={reason !== null || undefined}
            className={reason === null ? undefined : 'opacity-50'}
            onClick={() => reason === null && setOpen(name)}
          >
            <Icon aria-hidden="true" className="size-4" /> {label}
            {reason && <span className="sr-only">. {reason}</span>}
          </Button>
        );
      })}
      {open === 'hold' && erasure && <LegalHoldAction {...props} isHeld={erasure.legalHold !== null} />}
      {open === 'grant' && <GrantAction {...props} />}
      {open === 'takeBack' && <TakeBackAction {...props} />}
      {open === 'reset' && <ResetLimitAction {...props} />}
      {open === 'status' && <StatusAction {...props} />}
      {open === 'unlimited' && <UnlimitedAction {...props} />}
      {open === 'signOut' && <EndSessionsAction {...props} />}
      {open === 'block' && <BlockAction {...props} />}
      {open === 'role' && <RoleAction {...props} role={role} />}
    </section>
  );
}
