import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from 'firebase/auth';
import { ChevronsUpDown, LogOut, Receipt, UserPlus, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { MenuContent, menuItemClass } from '../../components/layout/menu-content.tsx';
import { Avatar } from '../../components/ui/avatar.tsx';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session.tsx';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';

/** Who is signed in, and the way out. */
export function UserMenu({ wide = false }: { wide?: boolean }) {
  const { auth } = useServices();
  const { name, email, uid, role, isGuest } = usePerson();
  const navigate = useNavigate();
  const shownName = name ?? email ?? (isGuest ? t`Guest` : uid);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className={
          wide
            ? 'flex w-full items-center gap-2.5 rounded-xl p-2 text-start transition-colors hover:bg-raised data-[state=open]:bg-raised'
            : 'grid size-9 place-items-center rounded-full'
        }
      >
        <Avatar uid={uid} name={shownName} />
        <span className="sr-only">
          <Trans>Account of</Trans> {!wide && shownName}
        </span>
        {wide && (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{shownName}</span>
              <span className="block truncate text-ink-3 text-xs">
                {role ? roleTexts[role] : isGuest ? t`No account yet` : t`Creator`}
              </span>
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-4 text-ink-3" />
          </>
        )}
      </DropdownMenu.Trigger>
      <MenuContent align={wide ? 'start' : 'end'} className="min-w-56">
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
