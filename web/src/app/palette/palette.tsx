import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Search } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { whenReachable } from '../../lib/service/when-reachable.ts';
import type { DestinationGroup } from '../navigation/navigation.ts';
import { isMac } from './shortcuts.ts';
import { type OpenPanel, useShortcuts } from './use-shortcuts.ts';

const CommandPalette = lazy(() =>
  whenReachable(() => import('./command-palette.tsx')).then((m) => ({ default: m.CommandPalette })),
);
const ShortcutsDialog = lazy(() =>
  whenReachable(() => import('./shortcuts-dialog.tsx')).then((m) => ({ default: m.ShortcutsDialog })),
);

/** The way to every page and person by keyboard. Its code is loaded when it is first opened. */
export function Palette({ groups }: { groups: readonly DestinationGroup[] }) {
  const [open, setOpen] = useState<OpenPanel>(null);
  const destinations = useMemo(() => groups.flatMap((group) => group.destinations), [groups]);
  useShortcuts({ destinations, onOpen: setOpen });
  const close = () => setOpen(null);
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
        className="inline-flex h-9 shrink-0 items-center gap-2 rounded-lg px-2.5 text-[0.8125rem] text-ink-3 transition-colors hover:bg-raised hover:text-ink md:me-auto md:w-56 md:border md:border-line md:bg-surface lg:w-72"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="truncate max-md:sr-only">
          <Trans>Search pages and people</Trans>
        </span>
        <span aria-hidden="true" className="ms-auto shrink-0 text-xs max-md:hidden">
          {isMac() ? t`⌘ K` : t`Ctrl K`}
        </span>
      </button>
      <Suspense>
        {open === 'palette' && (
          <CommandPalette groups={groups} onClose={close} onShortcuts={() => setOpen('shortcuts')} />
        )}
        {open === 'shortcuts' && <ShortcutsDialog destinations={destinations} onClose={close} />}
      </Suspense>
    </>
  );
}
