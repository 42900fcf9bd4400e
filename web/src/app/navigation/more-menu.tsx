import { Link } from '@tanstack/react-router';
import { DropdownMenu } from 'radix-ui';
import type { OpenedProps } from '../../components/controls/opener.tsx';
import { MenuContent } from '../../components/layout/menu-content.tsx';
import { DestinationCount } from './destination-count.tsx';
import type { Destination } from './navigation.ts';

export interface MoreMenuProps {
  destinations: readonly Destination[];
}

const exact = { exact: true, includeSearch: false };

/** The pages that have no tab of their own, once they have been opened. */
export function MoreMenu({ destinations, button, face }: MoreMenuProps & OpenedProps) {
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger {...button}>{face}</DropdownMenu.Trigger>
      <MenuContent align="end" sideOffset={8} className="min-w-48">
        {destinations.map(({ to, label, icon: Icon, counts }) => (
          <DropdownMenu.Item key={to} asChild>
            <Link
              to={to}
              activeOptions={exact}
              className="flex h-11 items-center gap-3 rounded-lg px-3 font-medium text-ink-2 outline-none data-[highlighted]:bg-line aria-[current=page]:text-ember-text"
            >
              <Icon aria-hidden="true" className="size-5" />
              {label}
              <DestinationCount counts={counts} />
            </Link>
          </DropdownMenu.Item>
        ))}
      </MenuContent>
    </DropdownMenu.Root>
  );
}
