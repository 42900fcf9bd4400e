import {
  documentId,
  endAt,
  type Firestore,
  getDocsFromServer,
  limit,
  onSnapshot,
  orderBy,
  type QueryConstraint,
  type QuerySnapshot,
  query,
  startAfter,
} from 'firebase/firestore';
import type { ReadOptions } from '../live/read-stored.ts';
import { DelayMeter } from './delay-meter.ts';
import {
  bottomOf,
  emptyList,
  type JoinedList,
  type ListItem,
  type Stretch,
  trimmed,
  withOlder,
  withStretch,
  withWindow,
} from './joined-list.ts';
import { latestNewsMs } from './latest-news-ms.ts';
import type { ListSource } from './list-source.ts';
import type { Delay, ListState } from './list-state.ts';
import { PartReader } from './part-reader.ts';
import { isBelow, type Position } from './position.ts';
import { reached, type Settling, toSettle, unsettled } from './settling.ts';

const pageSize = 50;
const stretchPageSize = 200;
/** A longer stretch is left out, and everything below it with it, to be loaded again. */
const mostStretchPages = 10;
/** A commit that took long can arrive below the window: what has slid out is read once more after so long. */
const settleMs = 5_000;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

interface ListReaderOptions<T> extends ReadOptions<T> {
  source: ListSource<T>;
  firestore: Firestore;
  /** Is called when `state()` would say something new. */
  onNews: () => void;
}

/** Reads one list: listens to its window, joins what slides out of it and loads what lies below. */
export class ListReader<T> {
  readonly #options: ListReaderOptions<T>;
  readonly #parts: PartReader<T>;
  readonly #meter = new DelayMeter();
  readonly #timer: ReturnType<typeof setInterval>;
  #list: JoinedList<T> = emptyList;
  #keep: number;
  #pending: QuerySnapshot[] = [];
  #isAnew = true;
  #status: ListState<T>['status'] = 'loading';
  #older: ListState<T>['older'] = 'idle';
  #isKnown = false;
  #delay: Delay | null = null;
  #unread: Stretch[] = [];
  #isReading = false;
  #settling: Settling = unsettled;
  #retryMs = firstRetryMs;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = () => {};

  constructor(options: ListReaderOptions<T>) {
    this.#options = options;
    this.#parts = new PartReader(options);
    this.#keep = options.source.keep ?? Number.POSITIVE_INFINITY;
    this.#timer = setInterval(() => this.#settle(), settleMs);
    this.#listen();
  }

  stop(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#timer);
    this.#unsubscribe();
  }

  /** Takes in what has come since it was last asked for, and tells how the list stands. */
  state(): ListState<T> {
    if (this.#pending.length > 0) this.#absorb();
    const { items, isComplete, windowEnd } = this.#list;
    return {
      status: this.#status,
      items: this.#isKnown ? items : undefined,
      windowEnd,
      hasOlder: this.#isKnown && !isComplete,
      older: this.#older,
      unreadable: this.#parts.unreadable.size,
      delay: this.#delay,
    };
  }

  /** Loads a page of what lies below. */
  async loadOlder(): Promise<void> {
    const { tail, isComplete } = this.#list;
    if (tail === null || isComplete || this.#older === 'loading') return;
    // Trimming would move the tail while the page is read, and push out what was loaded.
    const keep = this.#keep;
    this.#keep = Number.POSITIVE_INFINITY;
    this.#setOlder('loading');
    try {
      const page = this.#parts.pageOf(await this.#read(pageSize, startAfter(tail.raw, tail.id)), pageSize);
      this.#list = withOlder(this.#list, tail, page);
      this.#setOlder('idle');
    } catch (error) {
      console.warn(`Older documents of ${this.#options.source.key} could not be loaded.`, error);
      this.#keep = keep;
      this.#setOlder('failed');
    }
  }

  #setOlder(older: ListState<T>['older']): void {
    this.#older = older;
    this.#options.onNews();
  }

  #listen = (): void => {
    const { source, firestore } = this.#options;
    const window = query(source.query(firestore), orderBy(documentId(), 'desc'), limit(source.windowSize));
    this.#unsubscribe = onSnapshot(
      window,
      { includeMetadataChanges: true },
      (snapshot) => {
        this.#retryMs = firstRetryMs;
        this.#pending.push(snapshot);
        this.#options.onNews();
      },
      (error) => this.#failed(error),
    );
  };

  /** An error ends a Firestore listener for good: it is begun anew. */
  #failed(error: Error): void {
    const { key } = this.#options.source;
    console.warn(`Listening to ${key} failed; trying again in ${this.#retryMs} ms.`, error);
    this.#pending = [];
    this.#isAnew = true;
    this.#status = 'error';
    this.#retry = setTimeout(this.#listen, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    this.#options.onNews();
  }

  #absorb(): void {
    const changed = new Map<string, ListItem<T>>();
    const isFirst = this.#isAnew;
    let latest: QuerySnapshot | undefined;
    for (const snapshot of this.#pending) {
      for (const item of this.#parts.absorb(snapshot, { anew: this.#isAnew })) changed.set(item.id, item);
      this.#isAnew = false;
      latest = snapshot;
    }
    this.#pending = [];
    if (!latest) return;
    const { fromCache } = latest.metadata;
    this.#status = fromCache ? (this.#isKnown ? 'offline' : 'loading') : 'live';
    // What this page remembers says nothing about what exists.
    if (fromCache) return;
    // Only what is new to a list that was known says how late it is.
    if (this.#isKnown && !isFirst) this.#measure(changed.values());
    this.#isKnown = true;
    const { list, unread } = withWindow(this.#list, this.#parts.windowOf(latest));
    this.#list = trimmed(list, this.#keep);
    this.#settling = reached(this.#settling, list);
    if (unread) this.#readStretch(unread);
  }

  #measure(changed: Iterable<ListItem<T>>): void {
    const { happenedAt } = this.#options.source;
    if (!happenedAt) return;
    const happenedAtMs = latestNewsMs(changed, { bottom: bottomOf(this.#list), happenedAt });
    if (happenedAtMs === null) return;
    const atMs = Date.now();
    this.#delay = { ms: this.#meter.measure({ happenedAtMs, shownAtMs: atMs }), atMs };
  }

  #settle(): void {
    const { settling, stretch } = toSettle(this.#settling, this.#list);
    this.#settling = settling;
    if (stretch) this.#unread.push(stretch);
    void this.#readStretches();
  }

  #readStretch(stretch: Stretch): void {
    this.#unread.push(stretch);
    void this.#readStretches();
  }

  async #readStretches(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let stretch = this.#unread[0]; stretch; stretch = this.#unread[0]) {
        await this.#fill(stretch);
        this.#unread.shift();
        this.#options.onNews();
      }
    } catch (error) {
      console.warn(`A stretch of ${this.#options.source.key} could not be read; trying again.`, error);
    } finally {
      this.#isReading = false;
    }
  }

  async #fill(stretch: Stretch): Promise<void> {
    const { through } = stretch;
    const found = [];
    let above: Position | null = stretch.above;
    for (let pages = 0; above !== null; pages++) {
      if (pages === mostStretchPages) {
        const kept = this.#list.items.filter((item) => !isBelow(item, stretch.above));
        this.#list = trimmed(this.#list, kept.length);
        return;
      }
      const bounds = [startAfter(above.raw, above.id), ...(through ? [endAt(through.raw, through.id)] : [])];
      const page = this.#parts.pageOf(await this.#read(stretchPageSize, ...bounds), stretchPageSize);
      found.push(...page.items);
      above = page.isFull ? page.last : null;
    }
    this.#list = withStretch(this.#list, stretch, found);
  }

  #read(size: number, ...bounds: QueryConstraint[]): Promise<QuerySnapshot> {
    const { source, firestore } = this.#options;
    return getDocsFromServer(
      query(source.query(firestore), orderBy(documentId(), 'desc'), ...bounds, limit(size)),
    );
  }
}
