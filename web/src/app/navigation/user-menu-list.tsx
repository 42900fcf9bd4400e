import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from 'firebase/auth';
import { LogOut, Receipt, UserPlus, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { OpenedProps } from '../../components/controls/opener.tsx';
import { MenuContent, menuItemClass } from '../../components/layout/menu-content.tsx';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';

export interface UserMenuListProps {
  align: 'start' | 'end';
  shownName: string;
}

/** Lists the user's own pages and settings, once the menu is opened. */
export function UserMenuList({ align, shownName, button, face }: UserMenuListProps & OpenedProps) {
  const { auth } = useServices();
  const { email, isGuest } = usePerson();
  const navigate = useNavigate();
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger {...button}>{face}</DropdownMenu.Trigger>
      <MenuContent align={align} className="min-w-56">
        <div className="border-line border-b px-2.5 pt-1.5 pb-2.5">
          <p className="truncate font-medium">{shownName}</p>
          <p className="truncate text-ink-3 text-xs">{isGuest ? t`No account yet` : email}</p>
        </div>
        <div className="pt-1">
          {isGuest ? (
            <DropdownMenu.Item
              className={menuItemClass}
              onSelect={() => void navigate({ to: '/sign-in', search: { door: 'sign-up' } })}
            >
              <UserPlus aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Sign up or in</Trans>
            </DropdownMenu.Item>
          ) : (
            <>
              <DropdownMenu.Item className={menuItemClass} onSelect={() => void navigate({ to: '/account' })}>
                <UserRound aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Account</Trans>
              </DropdownMenu.Item>
              <DropdownMenu.Item className={menuItemClass} onSelect={() => void navigate({ to: '/billing' })}>
                <Receipt aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Payments</Trans>
              </DropdownMenu.Item>
              <DropdownMenu.Item className={menuItemClass} onSelect={() => void signOut(auth)}>
                <LogOut aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Sign out</Trans>
              </DropdownMenu.Item>
            </>
          )}
        </div>
      </MenuContent>
    </DropdownMenu.Root>
  );
}
