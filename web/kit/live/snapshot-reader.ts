import type { DocumentData, DocumentSnapshot, QuerySnapshot } from 'firebase/firestore';
import type { LiveItem, LiveState } from './live-store.ts';
import { type ReadOptions, readStored } from './read-stored.ts';

/** Turns snapshots into states, parsing only what changed so that unchanged items stay the same object. */
export class SnapshotReader<T> {
  readonly #options: ReadOptions<T>;
  readonly #parsed = new Map<string, LiveItem<T> | null>();
  #items: readonly LiveItem<T>[] | undefined;
  #unreadable = 0;
  /** The server itself has answered, not only what this page remembers. */
  #heard = false;
  #startingOver = true;

  constructor(options: ReadOptions<T>) {
    this.#options = options;
  }

  read(snapshot: QuerySnapshot | DocumentSnapshot): LiveState<T> {
    const { fromCache } = snapshot.metadata;
    const empty = 'docs' in snapshot ? snapshot.empty : !snapshot.exists();
    this.#heard ||= !fromCache;
    // Before the server has been heard, an empty memory says nothing about what exists.
    if ((this.#heard || !empty) && this.#absorb(snapshot)) {
      this.#items = idsOf(snapshot).flatMap((id) => this.#parsed.get(id) ?? []);
      this.#unreadable = [...this.#parsed.values()].filter((item) => item === null).length;
    }
    const status = !fromCache ? 'live' : this.#heard || empty ? 'offline' : 'loading';
    return { status, items: this.#items, unreadable: this.#unreadable };
  }

  failed(): LiveState<T> {
    this.#startingOver = true;
    return { status: 'error', items: this.#items, unreadable: this.#unreadable };
  }

  /** Whether anything changed. */
  #absorb(snapshot: QuerySnapshot | DocumentSnapshot): boolean {
    if (!('docs' in snapshot)) {
      this.#parsed.clear();
      if (snapshot.exists()) this.#parsed.set(snapshot.id, this.#parse(snapshot.id, snapshot.data()));
      return true;
    }
    const changes = this.#startingOver ? snapshot.docs.map(added) : snapshot.docChanges();
    if (this.#startingOver) this.#parsed.clear();
    for (const { type, doc } of changes) {
      if (type === 'removed') this.#parsed.delete(doc.id);
      else this.#parsed.set(doc.id, this.#parse(doc.id, doc.data()));
    }
    const changed = this.#startingOver || changes.length > 0;
    this.#startingOver = false;
    return changed;
  }

  #parse(id: string, data: DocumentData): LiveItem<T> | null {
    const read = readStored(this.#options, id, data);
    return read && { id, value: read.value };
  }
}

function added<D>(doc: D) {
  return { type: 'added' as const, doc };
}

function idsOf(snapshot: QuerySnapshot | DocumentSnapshot): string[] {
  return 'docs' in snapshot ? snapshot.docs.map((doc) => doc.id) : [snapshot.id];
}
