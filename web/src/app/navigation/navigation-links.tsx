import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useLocation } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { type OpenedProps, Opener } from '../../components/controls/opener.tsx';
import { lazyPart } from '../../lib/page/lazy-part.ts';
import { DestinationCount } from './destination-count.tsx';
import type { MoreMenuProps } from './more-menu.tsx';
import type { Destination, DestinationGroup } from './navigation.ts';

const exact = { exact: true, includeSearch: false };

export function SideNavigation({ groups }: { groups: readonly DestinationGroup[] }) {
  return (
    <nav aria-label={t`Main`} className="mt-6 space-y-6">
      {groups.map(({ title, destinations }) => (
        <div key={title}>
          {groups.length > 1 && <p className="mb-1.5 px-2.5 font-medium text-ink-3 text-xs">{title}</p>}
          <ul className="space-y-0.5">
            {destinations.map(({ to, label, icon: Icon, counts }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={exact}
                  className="group flex h-9 items-center gap-2.5 rounded-lg px-2.5 font-medium text-ink-2 transition-colors hover:bg-raised hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink"
                >
                  <Icon aria-hidden="true" className="size-4.5 group-aria-[current=page]:text-ember-text" />
                  {label}
                  <DestinationCount counts={counts} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const MAX_TABS = 5;
const tabClass =
  'flex h-full w-full flex-col items-center justify-center gap-1 font-medium text-[0.6875rem] text-ink-3 focus-visible:-outline-offset-4 aria-[current=page]:text-ember-text';

/** On a narrow screen: as many as fit a thumb each, and the rest behind the last. */
export function BottomTabs({ groups }: { groups: readonly DestinationGroup[] }) {
  const all = groups.flatMap(({ destinations }) => destinations);
  const isLong = all.length > MAX_TABS;
  const tabs = isLong ? all.slice(0, MAX_TABS - 1) : all;
  return (
    <nav
      aria-label={t`Main`}
      className="fixed inset-x-0 bottom-0 z-30 h-(--tabbar) border-line border-t bg-bg/90 pb-[env(safe-area-inset-bottom)] backdrop-blur-xl lg:hidden"
    >
      <ul className="mx-auto flex h-full max-w-md sm:max-w-2xl">
        {tabs.map(({ to, label, icon: Icon }) => (
          <li key={to} className="flex-1">
            <Link to={to} activeOptions={exact} className={tabClass}>
              <Icon aria-hidden="true" className="size-5" />
              {label}
            </Link>
          </li>
        ))}
        {isLong && (
          <li className="flex-1">
            <MoreTab destinations={all.slice(tabs.length)} />
          </li>
        )}
      </ul>
    </nav>
  );
}

const MoreMenu = lazyPart<MoreMenuProps & OpenedProps>(() =>
  import('./more-menu.tsx').then((module) => module.MoreMenu),
);

/** Stands for the page that is open when that is one of those behind it. */
function MoreTab({ destinations }: { destinations: readonly Destination[] }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const current = destinations.find(({ to }) => to === path);
  const Icon = current?.icon ?? Ellipsis;
  return (
    <Opener
      opens={MoreMenu}
      with={{ destinations }}
      button={{ className: tabClass, 'aria-haspopup': 'menu', 'aria-current': current ? 'page' : undefined }}
      face={
        <>
          <Icon aria-hidden="true" className="size-5" />
          <span>
            {current?.label ?? t`More`}
            {current && (
              <span className="sr-only">
                {' '}
                <Trans>and more pages</Trans>
              </span>
            )}
          </span>
        </>
      }
    />
  );
}
