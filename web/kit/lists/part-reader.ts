import type { QueryDocumentSnapshot, QuerySnapshot } from 'firebase/firestore';
import { type ReadOptions, readStored } from '../live/read-stored.ts';
import type { ListItem, Part } from './joined-list.ts';
import { type ListSource, positionOf } from './list-source.ts';
import type { Position } from './position.ts';

type Read<T> = ListItem<T> | null;

interface PartReaderOptions<T> extends ReadOptions<T> {
  source: ListSource<T>;
}

/** Parses the documents of snapshots, each version of a document once. */
export class PartReader<T> {
  readonly #options: PartReaderOptions<T>;
  readonly #source: ListSource<T>;
  readonly #read = new Map<string, Read<T>>();
  /** The ids of those that could not be read. */
  readonly unreadable = new Set<string>();

  constructor(options: PartReaderOptions<T>) {
    this.#options = options;
    this.#source = options.source;
  }

  /** Takes in the changes of a snapshot of the window. @returns what of the list is new or has changed */
  absorb(snapshot: QuerySnapshot, { anew }: { anew: boolean }): ListItem<T>[] {
    if (anew) this.#read.clear();
    const changed: ListItem<T>[] = [];
    const changes = anew
      ? snapshot.docs.map((doc) => ({ type: 'added', doc }) as const)
      : snapshot.docChanges();
    for (const { type, doc } of changes) {
      if (type === 'removed') this.#read.delete(doc.id);
      else {
        const item = this.#parse(doc);
        this.#read.set(doc.id, item);
        if (item) changed.push(item);
      }
    }
    return changed;
  }

  /** The window as the latest absorbed snapshot has it. */
  windowOf(snapshot: QuerySnapshot): Part<T> {
    return this.#part(snapshot.docs, this.#source.windowSize, (doc) => this.#read.get(doc.id) ?? null);
  }

  /** What was read once, below the window. */
  pageOf(snapshot: QuerySnapshot, size: number): Part<T> {
    return this.#part(snapshot.docs, size, (doc) => this.#parse(doc));
  }

  #part(docs: QueryDocumentSnapshot[], size: number, read: (doc: QueryDocumentSnapshot) => Read<T>): Part<T> {
    const last = docs.at(-1);
    return {
      items: docs.flatMap((doc) => read(doc) ?? []),
      last: last ? this.#positionOf(last) : null,
      isFull: docs.length >= size,
    };
  }

  #parse(doc: QueryDocumentSnapshot): Read<T> {
    const read = readStored(this.#options, doc.id, doc.data());
    if (!read) {
      this.unreadable.add(doc.id);
      return null;
    }
    this.unreadable.delete(doc.id);
    const { isShown } = this.#source;
    if (isShown && !isShown(read.value)) return null;
    return { ...this.#positionOf(doc), value: read.value };
  }

  #positionOf(doc: QueryDocumentSnapshot): Position {
    return positionOf(doc.id, doc.get(this.#source.orderedBy));
  }
}
