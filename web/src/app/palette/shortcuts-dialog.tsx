import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Switch } from '../../components/controls/switch.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import type { Destination } from '../navigation/navigation.ts';
import { isMac } from './shortcuts.ts';
import { setSingleKeys, useSingleKeys } from './single-keys.ts';

interface ShortcutsDialogProps {
  destinations: readonly Destination[];
  onClose: () => void;
}

/** Every shortcut there is, and the switch for those of a single key. */
export function ShortcutsDialog({ destinations, onClose }: ShortcutsDialogProps) {
  const on = useSingleKeys();
  const pages = destinations.flatMap(({ key, label }) => (key ? [{ keys: ['g', key], label }] : []));
  const all = [
    { keys: [isMac() ? '⌘' : t`Ctrl`, t`K`], label: t`Search pages and people` },
    { keys: ['?'], label: t`Show keyboard shortcuts` },
    { keys: ['/'], label: t`Search on this page` },
    { keys: [t`Esc`], label: t`Close what is open` },
    ...pages,
  ];
  return (
    <Dialog title={t`Keyboard shortcuts`} open onClose={onClose}>
      <dl className="divide-y divide-line">
        {all.map(({ keys, label }) => (
          <div key={keys.join(' ')} className="flex items-center justify-between gap-4 py-2">
            <dt className="text-ink-2">{label}</dt>
            <dd className="flex gap-1">
              {keys.map((one) => (
                <kbd
                  key={one}
                  className="min-w-6 rounded-md border border-line-strong bg-raised px-1.5 py-0.5 text-center font-sans text-xs"
                >
                  {one}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex items-center justify-between gap-4 border-line border-t pt-4">
        <p>
          <Trans>Single-key shortcuts</Trans>
          <span className="block text-ink-3 text-xs">
            <Trans>Turn off if you use speech input.</Trans>
          </span>
        </p>
        <Switch label={t`Single-key shortcuts`} checked={on} onChange={setSingleKeys} />
      </div>
    </Dialog>
  );
}
