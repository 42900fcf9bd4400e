import { SCHEMA_VERSION, safeDecodeStored } from '@firemeter/functions/contract';
import type { QueryDocumentSnapshot, QuerySnapshot } from 'firebase/firestore';
import { reloadForUpdate } from '../reload-for-update.ts';
import type { ListItem, Part } from './joined-list.ts';
import { type ListSource, positionOf } from './list-source.ts';
import type { Position } from './position.ts';

type Read<T> = ListItem<T> | null;

/** Parses the documents of snapshots, each version of a document once. */
export class PartReader<T> {
  readonly #source: ListSource<T>;
  readonly #read = new Map<string, Read<T>>();
  /** The ids of those that could not be read. */
  readonly unreadable = new Set<string>();

  constructor(source: ListSource<T>) {
    this.#source = source;
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
    const data = doc.data();
    const parsed = safeDecodeStored(this.#source.schema, data);
    if (parsed.success) {
      this.unreadable.delete(doc.id);
      const { isShown } = this.#source;
      if (isShown && !isShown(parsed.data)) return null;
      return { ...this.#positionOf(doc), value: parsed.data };
    }
    if (data.schemaVersion > SCHEMA_VERSION + 1) reloadForUpdate();
    this.unreadable.add(doc.id);
    console.warn(`Left out an unreadable document of ${this.#source.key}: ${doc.id}`, parsed.error.issues);
    return null;
  }

  #positionOf(doc: QueryDocumentSnapshot): Position {
    return positionOf(doc.id, doc.get(this.#source.orderedBy));
  }
}
