import {
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  onSnapshot,
  type Query,
  type QuerySnapshot,
} from 'firebase/firestore';
import type { LiveSource, LiveState } from './live-store.ts';
import type { ReadOptions } from './read-stored.ts';
import { SnapshotReader } from './snapshot-reader.ts';

const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

interface SourceReaderOptions<T> extends ReadOptions<T> {
  source: LiveSource<T>;
  firestore: Firestore;
  /** Is called when `state()` would say something new. */
  onNews: () => void;
}

/** Listens to a document or a few of them, and starts over after an error, which ends a Firestore listener for good. */
export class SourceReader<T> {
  readonly #options: SourceReaderOptions<T>;
  readonly #snapshots: SnapshotReader<T>;
  #pending: (QuerySnapshot | DocumentSnapshot)[] = [];
  #state: LiveState<T> = { status: 'loading', items: undefined, unreadable: 0 };
  #retryMs = firstRetryMs;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = () => {};

  constructor(options: SourceReaderOptions<T>) {
    this.#options = options;
    this.#snapshots = new SnapshotReader(options);
    this.#listen();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#unsubscribe();
  }

  /** Takes in what has come since it was last asked for. */
  state(): LiveState<T> {
    for (const snapshot of this.#pending) this.#state = this.#snapshots.read(snapshot);
    this.#pending = [];
    return this.#state;
  }

  #listen = (): void => {
    const { source, firestore } = this.#options;
    const target = source.target(firestore);
    const options = { includeMetadataChanges: true };
    const onNext = (snapshot: QuerySnapshot | DocumentSnapshot) => {
      this.#retryMs = firstRetryMs;
      this.#pending.push(snapshot);
      this.#options.onNews();
    };
    const onError = (error: Error) => this.#failed(error);
    this.#unsubscribe =
      target.type === 'document'
        ? onSnapshot(target as DocumentReference, options, onNext, onError)
        : onSnapshot(target as Query, options, onNext, onError);
  };

  #failed(error: Error): void {
    console.warn(
      `Listening to ${this.#options.source.key} failed; trying again in ${this.#retryMs} ms.`,
      error,
    );
    this.#pending = [];
    this.#state = this.#snapshots.failed();
    this.#retry = setTimeout(this.#listen, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    this.#options.onNews();
  }
}
