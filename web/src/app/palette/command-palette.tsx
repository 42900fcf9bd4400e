import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Keyboard, Moon, Search, Sun } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Avatar } from '../../components/ui/avatar.tsx';
import { type FoundPerson, usePeople } from '../../lib/data/use-people.ts';
import { setTheme, useTheme } from '../../lib/page/theme.ts';
import { mayKnowPeople } from '../../lib/service/session/may-know-people.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import type { DestinationGroup } from '../navigation/navigation.ts';

interface CommandPaletteProps {
  groups: readonly DestinationGroup[];
  onClose: () => void;
  onShortcuts: () => void;
}

/** Jumps to a page, or to a person for staff who may know people. */
export function CommandPalette({ groups, onClose, onShortcuts }: CommandPaletteProps) {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const { shown } = useTheme();
  const people = usePalettePeople(text);
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  const isDark = shown === 'dark';
  const theme = {
    label: isDark ? t`Switch to light theme` : t`Switch to dark theme`,
    icon: isDark ? Sun : Moon,
    onSelect: run(() => setTheme(isDark ? 'light' : 'dark')),
    aside: undefined,
  };
  const shortcuts = { label: t`Keyboard shortcuts`, icon: Keyboard, onSelect: onShortcuts, aside: '?' };
  const matches = ({ label }: { label: string }) => folded(label).includes(folded(text.trim()));
  const preferences = [theme, shortcuts].filter(matches);
  const pages = groups
    .map(({ title, destinations }) => ({ title, destinations: destinations.filter(matches) }))
    .filter(({ destinations }) => destinations.length > 0);
  const isEmpty = pages.length === 0 && preferences.length === 0 && people.found.length === 0;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[min(14vh,8rem)] z-50 mx-auto max-w-xl animate-pop overflow-hidden rounded-2xl border border-line-strong bg-surface shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">
            <Trans>Search pages and people</Trans>
          </Dialog.Title>
          <Command label={t`Search pages and people`} shouldFilter={false} loop>
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={t`Go to a page, or find a person by name, e-mail or id…`}
                className="h-12 w-full bg-transparent text-[0.9375rem] outline-none"
              />
            </div>
            <Command.List className="max-h-[min(60vh,26rem)] overflow-y-auto overscroll-contain p-1.5">
              {isEmpty && (
                <p role="status" className="px-3 py-8 text-center text-ink-2">
                  {people.isFetching ? t`Searching…` : t`Nothing found.`}
                </p>
              )}
              {people.found.length > 0 && (
                <Group heading={t`People`}>
                  {people.found.map((person) => (
                    <PersonItem
                      key={person.uid}
                      person={person}
                      onSelect={run(
                        () => void navigate({ to: '/admin/people/$uid', params: { uid: person.uid } }),
                      )}
                    />
                  ))}
                </Group>
              )}
              {pages.map(({ title, destinations }) => (
                <Group key={title} heading={title}>
                  {destinations.map(({ to, label, icon: Icon, key }) => (
                    <Item
                      key={to}
                      value={to}
                      onSelect={run(() => void navigate({ to }))}
                      aside={key && t`g ${key}`}
                    >
                      <Icon aria-hidden="true" className="size-4 text-ink-3" /> {label}
                    </Item>
                  ))}
                </Group>
              ))}
              {preferences.length > 0 && (
                <Group heading={t`Preferences`}>
                  {preferences.map(({ label, icon: Icon, onSelect, aside }) => (
                    <Item key={label} value={label} onSelect={onSelect} aside={aside}>
                      <Icon aria-hidden="true" className="size-4 text-ink-3" /> {label}
                    </Item>
                  ))}
                </Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Without accents and capitals. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function usePalettePeople(text: string): { found: readonly FoundPerson[]; isFetching: boolean } {
  const { role } = usePerson();
  const wanted = useDeferredValue(text.trim());
  const { data, isFetching } = usePeople(wanted, { isWanted: wanted.length > 1 && mayKnowPeople(role) });
  return { found: wanted.length > 1 ? (data ?? []) : [], isFetching };
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  value: string;
  onSelect: () => void;
  /** The keys that do the same. */
  aside?: string | undefined;
  children: ReactNode;
}

function Item({ value, onSelect, aside, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-2 data-[selected=true]:bg-raised"
    >
      {children}
      {aside && <kbd className="ms-auto font-sans text-ink-3 text-xs">{aside}</kbd>}
    </Command.Item>
  );
}

function PersonItem({ person, onSelect }: { person: FoundPerson; onSelect: () => void }) {
  const { uid, name, email } = person;
  const shownName = name ?? email ?? uid;
  return (
    <Command.Item
      value={uid}
      onSelect={onSelect}
      className="flex cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-2 data-[selected=true]:bg-raised"
    >
      <Avatar uid={uid} name={shownName} className="size-7 text-[0.625rem]" />
      <span className="min-w-0">
        <span className="block truncate">{shownName}</span>
        <span className="block truncate text-ink-3 text-xs">{email ?? uid}</span>
      </span>
    </Command.Item>
  );
}
