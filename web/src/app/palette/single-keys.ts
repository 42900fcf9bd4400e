import { useSyncExternalStore } from 'react';

/** A setting of the browser. Users of speech input turn single keys off, because spoken words would press them. */
const storageKey = 'firemeter.singleKeys';
const watchers = new Set<() => void>();

export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // If it can't be stored, the setting stays unchanged.
  }
  for (const watcher of watchers) watcher();
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

export const useSingleKeys = (): boolean => useSyncExternalStore(watch, areSingleKeysOn);
