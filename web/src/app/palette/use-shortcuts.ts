import { useRouter } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import type { Destination } from '../navigation/navigation.ts';
import { isWriting, nextSequence, opensPalette, type PendingSequence } from './shortcuts.ts';
import { areSingleKeysOn } from './single-keys.ts';

export type OpenPanel = 'palette' | 'shortcuts' | null;

interface ShortcutsOptions {
  destinations: readonly Destination[];
  onOpen: (change: (before: OpenPanel) => OpenPanel) => void;
}

/** Listens to the keys that work on every page. */
export function useShortcuts({ destinations, onOpen }: ShortcutsOptions): void {
  const router = useRouter();
  const pending = useRef<PendingSequence>(null);
  // Before the page is painted: who sees it may press a key at once.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (opensPalette(event)) {
        event.preventDefault();
        onOpen((open) => (open === 'palette' ? null : 'palette'));
        return;
      }
      if (event.defaultPrevented || event.isComposing || isWriting(event.target) || !areSingleKeysOn())
        return;
      // A dialog or menu over the page has its own keys.
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
      const { pending: next, goTo } = nextSequence(pending.current, event, Date.now());
      pending.current = next;
      const destination = goTo === null ? undefined : destinations.find(({ key }) => key === goTo);
      if (destination) {
        event.preventDefault();
        void router.navigate({ to: destination.to });
      } else if (event.key === '?') {
        event.preventDefault();
        onOpen(() => 'shortcuts');
      } else if (event.key === '/' && goTo === null) {
        const box = document.querySelector<HTMLInputElement>('main input[type=search]');
        if (!box) return;
        event.preventDefault();
        box.focus();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [destinations, onOpen, router]);
}
