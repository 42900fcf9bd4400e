import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ChevronsUpDown } from 'lucide-react';
import { type OpenedProps, Opener } from '../../components/controls/opener.tsx';
import { Avatar } from '../../components/ui/avatar.tsx';
import { lazyPart } from '../../lib/page/lazy-part.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import type { UserMenuListProps } from './user-menu-list.tsx';

const UserMenuList = lazyPart<UserMenuListProps & OpenedProps>(() =>
  import('./user-menu-list.tsx').then((module) => module.UserMenuList),
);

/** Who is signed in, and the way out. */
export function UserMenu({ wide = false }: { wide?: boolean }) {
  const { name, email, uid, role, isGuest } = usePerson();
  const shownName = name ?? email ?? (isGuest ? t`Guest` : uid);
  return (
    <Opener
      opens={UserMenuList}
      with={{ align: wide ? ('start' as const) : ('end' as const), shownName }}
      button={{
        'aria-haspopup': 'menu',
        className: wide
          ? 'flex w-full items-center gap-2.5 rounded-xl p-2 text-start transition-colors hover:bg-raised data-[state=open]:bg-raised'
          : 'grid size-9 place-items-center rounded-full',
      }}
      face={
        <>
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
        </>
      }
    />
  );
}
