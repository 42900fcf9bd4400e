import {
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  onSnapshot,
  type Query,
  type QuerySnapshot,
} from 'firebase/firestore';
import type { z } from 'zod';
import { SnapshotReader } from './snapshot-reader.ts';

/** What to listen to. Sources with the same key share one listener. */
export interface LiveSource<T> {
  key: string;
  target: (firestore: Firestore) => DocumentReference | Query;
  schema: z.ZodType<T>;
}

export interface LiveItem<T> {
  id: string;
  value: T;
}

/** `live`: as the server has it now. `offline`: as it was last heard. `error`: refused; tried again by itself. */
export type LiveStatus = 'loading' | 'live' | 'offline' | 'error';

export interface LiveState<T> {
  status: LiveStatus;
  items: readonly LiveItem<T>[] | undefined;
  /** Documents left out because they do not match their schema. */
  unreadable: number;
}

export const notListening: LiveState<never> = { status: 'loading', items: undefined, unreadable: 0 };

interface Listener {
  state: LiveState<unknown>;
  watchers: Set<() => void>;
  stop: () => void;
  lingering: ReturnType<typeof setTimeout> | undefined;
}

/** A page change or a remount keeps its listeners: subscribing anew would read everything again. */
const lingerMs = 20_000;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** Owns every Firestore listener of the page. */
export class LiveStore {
  readonly #firestore: Firestore;
  readonly #listeners = new Map<string, Listener>();

  constructor(firestore: Firestore) {
    this.#firestore = firestore;
  }

  watch<T>(source: LiveSource<T>, onChange: () => void): () => void {
    const listener = this.#listeners.get(source.key) ?? this.#start(source);
    clearTimeout(listener.lingering);
    listener.watchers.add(onChange);
    return () => {
      listener.watchers.delete(onChange);
      if (listener.watchers.size > 0) return;
      listener.lingering = setTimeout(() => this.#end(source.key, listener), lingerMs);
    };
  }

  state<T>(source: LiveSource<T>): LiveState<T> {
    return (this.#listeners.get(source.key)?.state ?? notListening) as LiveState<T>;
  }

  /** At sign-out: nothing is heard on behalf of someone who has left. */
  stopAll(): void {
    for (const [key, listener] of this.#listeners) this.#end(key, listener);
  }

  #end(key: string, listener: Listener): void {
    clearTimeout(listener.lingering);
    listener.stop();
    if (this.#listeners.get(key) === listener) this.#listeners.delete(key);
  }

  #start<T>(source: LiveSource<T>): Listener {
    const listener: Listener = {
      state: notListening,
      watchers: new Set(),
      stop: () => {},
      lingering: undefined,
    };
    const tell = (state: LiveState<T>) => {
      listener.state = state;
      for (const watcher of listener.watchers) watcher();
    };
    listener.stop = listenForever({ source, firestore: this.#firestore, tell });
    this.#listeners.set(source.key, listener);
    return listener;
  }
}

/** Listens, and starts over after an error, which ends a Firestore listener for good. */
function listenForever<T>({
  source,
  firestore,
  tell,
}: {
  source: LiveSource<T>;
  firestore: Firestore;
  tell: (state: LiveState<T>) => void;
}): () => void {
  const reader = new SnapshotReader(source);
  let retryMs = firstRetryMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe = () => {};

  const onNext = (snapshot: QuerySnapshot | DocumentSnapshot) => {
    retryMs = firstRetryMs;
    tell(reader.read(snapshot));
  };
  const onError = (error: Error) => {
    console.warn(`Listening to ${source.key} failed; trying again in ${retryMs} ms.`, error);
    tell(reader.failed());
    timer = setTimeout(listen, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };
  const listen = () => {
    const target = source.target(firestore);
    const options = { includeMetadataChanges: true };
    unsubscribe =
      target.type === 'document'
        ? onSnapshot(target as DocumentReference, options, onNext, onError)
        : onSnapshot(target as Query, options, onNext, onError);
  };
  listen();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
