import { FieldValue, type Firestore, type Timestamp, type WriteBatch } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  type Document,
  type DocumentKind,
  type DocumentOf,
  documentKinds,
  encodeStored,
  type Key,
  type KindOfDocument,
  withFieldsOf,
} from '../../contract/index.ts';
import { collection, decodeDocument, storeVersion, type Versioned, writeOver } from './documents.ts';

/** Documents that were read together, by path: null if one doesn't exist, an error if it can't be parsed. */
export type Found = ReadonlyMap<string, Versioned<unknown> | Error | null>;

/** A document to write, and its version when it was read; null: it doesn't exist, as far as is known. */
export type Write<K extends DocumentKind = DocumentKind> = {
  readonly [L in K]: Document<L> & { readonly was: Versioned<DocumentOf<L>> | null };
}[K];

/** An encoded write, with the approximate size of its document in bytes. */
export type EncodedWrite = Write & { readonly data: object; readonly bytes: number };

/** A commit: all or nothing. It writes no document twice, and each only in the way that its kind allows. */
export type Commit = readonly EncodedWrite[];

/** All that metering needs from Firestore: two remote calls. */
export interface Store {
  /** One `BatchGetDocuments`. */
  read(keys: readonly Key[]): Promise<Found>;
  /** One `Commit`, all or nothing. @returns for each commit, the versions of the written documents in order */
  commit(commits: readonly Commit[]): Promise<readonly (readonly Timestamp[])[]>;
}

export function pathOf({ kind, id }: Key): string {
  return `${kind}/${id}`;
}

/**
 * Returns a document from those that were read; null if it doesn't exist or wasn't read.
 * @throws ZodError when it doesn't match its schema
 */
export function find<K extends DocumentKind>(found: Found, key: Key<K>): Versioned<DocumentOf<K>> | null {
  const document = found.get(pathOf(key as Key)) ?? null;
  if (document instanceof Error) throw document;
  return document as Versioned<DocumentOf<K>> | null;
}

/** @param read returns one of them; what it throws is kept, so that it fails only callers that need that document */
export function foundBy(
  keys: readonly Key[],
  read: (key: Key, index: number) => Versioned<unknown> | null,
): Found {
  const documents = keys.map((key, index): [string, Versioned<unknown> | Error | null] => {
    try {
      return [pathOf(key), read(key, index)];
    } catch (error) {
      return [pathOf(key), error as Error];
    }
  });
  return new Map(documents);
}

export function createStore(db: Firestore): Store {
  const referenceOf = ({ kind, id }: Key) => collection(db, documentKinds[kind].collection).doc(id);

  function add(batch: WriteBatch, write: EncodedWrite, version: number): void {
    const { kind } = write;
    const { schema, written } = documentKinds[kind];
    const data = withFieldsOf(schema, write.data, version);
    const was = overwritten(write);
    if (written === 'freely') batch.set(referenceOf(write), data);
    else writeOver(batch, referenceOf(write), { was: was?.version ?? null, data });
  }

  return {
    async read(keys) {
      const snapshots = await db.getAll(...keys.map(referenceOf));
      return foundBy(keys, ({ kind }, index) => {
        const snapshot = snapshots[index];
        return snapshot ? decodeDocument(documentKinds[kind].schema, snapshot) : null;
      });
    },

    async commit(commits) {
      const writes = commits.flat();
      checkOnce(writes);
      const version = await storeVersion(db);
      const batch = db.batch();
      for (const write of writes) add(batch, write, version);
      const results = await batch.commit();
      return commits.map(({ length }) => results.splice(0, length).map(({ writeTime }) => writeTime));
    },
  };
}

/**
 * Encodes a document once, before it is sent, so that a document that can't be stored is found before it joins a
 * commit.
 * @throws UnstorableDocument when Firestore would reject it; ZodError when it doesn't match its schema
 */
export function encodeWrite(write: Write): EncodedWrite {
  const { kind, id, value } = write;
  const was = overwritten(write);
  const data = was ? changesIn(kind, was.value, value) : encode(kind, value);
  fillStoreTimes(kind, data);
  return { ...write, data, bytes: documentBytes(id, value) };
}

/** Replaces the fields in `storeTimes` that are set, so that the store fills in its own time. */
function fillStoreTimes(kind: DocumentKind, data: Record<string, unknown>): void {
  const { storeTimes = [], notesTime }: KindOfDocument = documentKinds[kind];
  for (const name of storeTimes) if (data[name]) data[name] = FieldValue.serverTimestamp();
  if (notesTime?.(data)) data.recordedAt = FieldValue.serverTimestamp();
}

/** Returns the stored document that a write updates; null if it writes the whole document. */
function overwritten({ kind, was }: Write): Write['was'] {
  return documentKinds[kind].written === 'guarded' ? was : null;
}

/** @throws Error when a document is written twice, because the second write would not know of the first */
export function checkOnce(writes: readonly Write[]): void {
  if (new Set(writes.map(pathOf)).size < writes.length) throw new Error('A document is written twice');
}

function encode(kind: DocumentKind, value: unknown): Record<string, unknown> {
  const { schema, omitNulls: omits } = documentKinds[kind];
  const encoded = encodeStored<z.ZodType>(schema, value, 'any');
  return (omits ? omitNulls(encoded) : encoded) as Record<string, unknown>;
}

function omitNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(omitNulls);
  if (typeof value !== 'object' || value === null) return value;
  // Times, and any other types that a later build may store, are not maps.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== null && field !== false) fields[name] = omitNulls(field);
  }
  return fields;
}

const partialSchemas = Object.fromEntries(
  Object.entries(documentKinds).flatMap(([kind, { schema, written }]) =>
    written === 'guarded' ? [[kind, schema.partial() as z.ZodType]] : [],
  ),
);

/** Returns the fields that differ from the stored ones. Unchanged fields cost no bytes. */
function changesIn(kind: DocumentKind, was: object, value: object): Record<string, unknown> {
  const schema = partialSchemas[kind];
  if (!schema) throw new Error(`A document of the kind ${kind} is never changed`);
  const before = new Map<string, unknown>(Object.entries(was));
  // An update needs at least one field.
  const changed = Object.entries(value).filter(
    ([name, field]) => name === 'schemaVersion' || before.get(name) !== field,
  );
  const gone = [...before.keys()].filter((name) => !(name in value));
  const encoded = Object.entries(encodeStored(schema, Object.fromEntries(changed), 'any') as object);
  return Object.fromEntries([
    ...encoded.map(([name, field]) => [name, documentKinds[kind].omitNulls ? omitNulls(field) : field]),
    ...gone.map((name) => [name, FieldValue.delete()]),
  ]);
}

/** Firestore's limits (firebase.google.com/docs/firestore/quotas). */
const MAX_DOCUMENT_BYTES = 1024 * 1024;
const MAX_ID_BYTES = 1_500;
const MAX_DEPTH = 20;
/** The overhead of a document and the name of its collection. */
const OVERHEAD_BYTES = 64;

/** A document that Firestore would reject, found before it is sent. */
export class UnstorableDocument extends Error {}

/**
 * Returns the approximate size of a document in bytes, by Firestore's rules
 * (firebase.google.com/docs/firestore/storage-size).
 * @throws UnstorableDocument when Firestore would reject it
 */
export function documentBytes(id: string, value: object): number {
  checkId(id);
  const bytes = OVERHEAD_BYTES + textBytes(id) + valueBytes(value, 0);
  if (bytes > MAX_DOCUMENT_BYTES) throw new UnstorableDocument(`A document of ${bytes} bytes is too large`);
  return bytes;
}

/**
 * @throws UnstorableDocument when no document can have this id, because reading it would fail for everyone who shares
 * the read
 */
export function checkId(id: string): void {
  const isNamed = id !== '' && id !== '.' && id !== '..' && !id.includes('/') && !isReserved(id);
  if (!isNamed || textBytes(id) > MAX_ID_BYTES)
    throw new UnstorableDocument('A document cannot have this id');
}

function valueBytes(value: unknown, depth: number): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return 8;
  if (typeof value !== 'object' || value === null) return 1;
  if (value instanceof Date) return 8;
  if (depth > MAX_DEPTH) throw new UnstorableDocument('A document is nested too deeply');
  let bytes = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (Array.isArray(item)) throw new UnstorableDocument('A list is directly in a list');
      bytes += valueBytes(item, depth + 1);
    }
    return bytes;
  }
  for (const name in value) {
    if (name === '' || isReserved(name)) throw new UnstorableDocument(`No field can have the name "${name}"`);
    bytes += textBytes(name) + valueBytes((value as Record<string, unknown>)[name], depth + 1);
  }
  return bytes;
}

/** @throws UnstorableDocument for a lone surrogate, which has no UTF-8 */
function textBytes(text: string): number {
  if (!text.isWellFormed()) throw new UnstorableDocument('A text is not Unicode');
  return Buffer.byteLength(text) + 1;
}

function isReserved(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}
