import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { useServices } from '../service/services.ts';
import { type Generation, GenerationStore } from './generation-store.ts';

const GenerationsContext = createContext<GenerationStore | null>(null);

/** Keeps a person's running requests while they move between pages. Mount it anew for another person. */
export function GenerationsProvider({ children }: { children: ReactNode }) {
  const { client } = useServices();
  const store = useMemo(() => new GenerationStore(client), [client]);
  return <GenerationsContext value={store}>{children}</GenerationsContext>;
}

export function useGenerations(): {
  store: GenerationStore;
  generations: readonly Generation[];
  removed: ReadonlySet<string>;
  favorites: ReadonlyMap<string, boolean>;
} {
  const store = useContext(GenerationsContext);
  if (!store) throw new Error('useGenerations needs a GenerationsProvider around it');
  return {
    store,
    generations: useSyncExternalStore(store.watch, store.read),
    removed: useSyncExternalStore(store.watch, store.readRemoved),
    favorites: useSyncExternalStore(store.watch, store.readFavorites),
  };
}
