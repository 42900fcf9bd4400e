import { Link } from '@tanstack/react-router';
import type { DestinationGroup } from './navigation.ts';

const exact = { exact: true, includeSearch: false };

export function SideNavigation({ groups }: { groups: readonly DestinationGroup[] }) {
  return (
    <nav aria-label="Main" className="mt-6 space-y-6">
      {groups.map(({ title, destinations }) => (
        <div key={title}>
          {groups.length > 1 && <p className="mb-1.5 px-2.5 font-medium text-ink-3 text-xs">{title}</p>}
          <ul className="space-y-0.5">
            {destinations.map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={exact}
                  className="group flex h-9 items-center gap-2.5 rounded-lg px-2.5 font-medium text-ink-2 transition-colors hover:bg-raised hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink"
                >
                  <Icon aria-hidden="true" className="size-4.5 group-aria-[current=page]:text-ember-text" />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

export function BottomTabs({ groups }: { groups: readonly DestinationGroup[] }) {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 h-(--tabbar) border-line border-t bg-bg/90 pb-[env(safe-area-inset-bottom)] backdrop-blur-xl lg:hidden"
    >
      <ul className="mx-auto flex h-full max-w-md overflow-x-auto overflow-y-hidden sm:max-w-2xl">
        {groups
          .flatMap(({ destinations }) => destinations)
          .map(({ to, label, icon: Icon }) => (
            <li key={to} className="min-w-14 flex-1">
              <Link
                to={to}
                activeOptions={exact}
                className="flex h-full flex-col items-center justify-center gap-1 font-medium text-[0.6875rem] text-ink-3 focus-visible:-outline-offset-4 aria-[current=page]:text-ember-text"
              >
                <Icon aria-hidden="true" className="size-5" />
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
