import { useSyncExternalStore } from 'react';

/** Of the browser, whoever uses it. Somebody who speaks to the browser turns single keys off: words would press them. */
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
    // What cannot be kept stays as it is.
  }
  for (const watcher of watchers) watcher();
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

export const useSingleKeys = (): boolean => useSyncExternalStore(watch, areSingleKeysOn);
