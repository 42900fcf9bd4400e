import type { DocumentReference, Firestore, Query } from 'firebase/firestore';
import { ListReader } from '../lists/list-reader.ts';
import type { ListSource } from '../lists/list-source.ts';
import { type ListState, noList } from '../lists/list-state.ts';
import { nextFrame } from '../lists/next-frame.ts';
import type { ReadStored } from './read-stored.ts';
import { SourceReader } from './source-reader.ts';

/** A document, or a few that always fit into one query. Sources with the same key share one listener. */
export interface LiveSource<T> {
  key: string;
  target: (firestore: Firestore) => DocumentReference | Query;
  read: ReadStored<T>;
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

interface Reader<S> {
  state(): S;
  stop(): void;
}

interface Entry<S, R extends Reader<S> = Reader<S>> {
  reader: R;
  state: S;
  watchers: Set<() => void>;
  lingering: ReturnType<typeof setTimeout> | undefined;
}

interface LiveStoreOptions {
  firestore: Firestore;
  /** Is called when the store was written by a later build than this page's. */
  onOutdated?: () => void;
}

/** A page change or a remount keeps its listeners: subscribing anew would read everything again. */
const lingerMs = 20_000;

/** A hidden tab's timers are late: how long its frames take is not known. */
const longestPauseMs = 250;

/**
 * Owns every Firestore listener of the page. What they hear is taken in and the page told together, in a frame; the next
 * time, at the earliest, after a pause half as long as that frame took. So a busy list leaves the page a third of its time.
 */
export class LiveStore {
  readonly #connection: LiveStoreOptions;
  readonly #sources = new Map<string, Entry<LiveState<unknown>>>();
  readonly #lists = new Map<string, Entry<ListState<unknown>, ListReader<unknown>>>();
  readonly #news = new Set<Entry<unknown>>();
  #cancelFrame: (() => void) | undefined;
  /** On the clock of `performance.now()`. */
  #pauseUntilMs = 0;
  #frameMs = 0;

  constructor(options: LiveStoreOptions) {
    this.#connection = options;
  }

  watch<T>(source: LiveSource<T>, onChange: () => void): () => void {
    const start = (onNews: () => void) =>
      new SourceReader({ source, ...this.#connection, onNews }) as Reader<LiveState<unknown>>;
    return this.#watch(this.#sources, { key: source.key, start, initial: notListening, onChange });
  }

  state<T>(source: LiveSource<T>): LiveState<T> {
    return (this.#sources.get(source.key)?.state ?? notListening) as LiveState<T>;
  }

  watchList<T>(source: ListSource<T>, onChange: () => void): () => void {
    const start = (onNews: () => void) =>
      new ListReader({ source, ...this.#connection, onNews }) as unknown as ListReader<unknown>;
    return this.#watch(this.#lists, { key: source.key, start, initial: noList, onChange });
  }

  listState<T>(source: ListSource<T>): ListState<T> {
    return (this.#lists.get(source.key)?.state ?? noList) as ListState<T>;
  }

  /** Loads a page of what lies below what is known of a list that is watched. */
  loadOlder({ key }: Pick<ListSource<unknown>, 'key'>): void {
    void this.#lists.get(key)?.reader.loadOlder();
  }

  /** At sign-out: nothing is heard on behalf of someone who has left. */
  stopAll(): void {
    for (const [key, entry] of this.#sources) this.#end(this.#sources, key, entry);
    for (const [key, entry] of this.#lists) this.#end(this.#lists, key, entry);
  }

  #watch<S, R extends Reader<S>>(
    entries: Map<string, Entry<S, R>>,
    options: { key: string; start: (onNews: () => void) => R; initial: S; onChange: () => void },
  ): () => void {
    const { key, start, initial, onChange } = options;
    const entry = entries.get(key) ?? this.#start(entries, { key, start, initial });
    clearTimeout(entry.lingering);
    entry.watchers.add(onChange);
    return () => {
      entry.watchers.delete(onChange);
      if (entry.watchers.size > 0) return;
      entry.lingering = setTimeout(() => this.#end(entries, key, entry), lingerMs);
    };
  }

  #start<S, R extends Reader<S>>(
    entries: Map<string, Entry<S, R>>,
    { key, start, initial }: { key: string; start: (onNews: () => void) => R; initial: S },
  ): Entry<S, R> {
    const reader = start(() => this.#note(entry as Entry<unknown>));
    const entry: Entry<S, R> = { reader, state: initial, watchers: new Set(), lingering: undefined };
    entries.set(key, entry);
    return entry;
  }

  #end<S, R extends Reader<S>>(entries: Map<string, Entry<S, R>>, key: string, entry: Entry<S, R>): void {
    clearTimeout(entry.lingering);
    entry.reader.stop();
    this.#news.delete(entry as Entry<unknown>);
    if (entries.get(key) === entry) entries.delete(key);
  }

  #note(entry: Entry<unknown>): void {
    this.#news.add(entry);
    this.#cancelFrame ??= nextFrame(() => this.#tell(), this.#pauseUntilMs - performance.now());
  }

  #tell(): void {
    this.#cancelFrame = undefined;
    const beganAtMs = performance.now();
    this.#pauseUntilMs = beganAtMs + 1.5 * this.#frameMs;
    // Runs once the frame has been laid out and painted.
    setTimeout(() => {
      const nowMs = performance.now();
      this.#frameMs = Math.min(nowMs - beganAtMs, longestPauseMs);
      this.#pauseUntilMs = nowMs + this.#frameMs / 2;
    });
    const news = [...this.#news];
    this.#news.clear();
    for (const entry of news) entry.state = entry.reader.state();
    for (const entry of news) for (const watcher of [...entry.watchers]) watcher();
  }
}
