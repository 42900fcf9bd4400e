import { isDeepStrictEqual } from 'node:util';
import { Timestamp } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  type DocumentKind,
  type DocumentOf,
  decodeStored,
  documentKinds,
  encodeStored,
  type Key,
  SCHEMA_VERSION,
} from '../../src/contract/index.ts';
import type { KindOfDocument } from '../../src/contract/store/document-kinds.ts';
import type { Versioned } from '../../src/platform/store/documents.ts';
import {
  type Commit,
  checkOnce,
  type Found,
  foundBy,
  pathOf,
  type Store,
  type Write,
} from '../../src/platform/store/store.ts';
import type { LaterBuild, Rewrite } from './later-build.ts';

/** gRPC codes, as Firestore answers with them. */
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;

interface Document {
  readonly data: Record<string, unknown>;
  readonly version: Timestamp;
  /** Parsed when first read. */
  parsed?: unknown;
}
export class StoreError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A `Store` that keeps documents in memory by Firestore's rules: a commit lands whole or not at all, by the preconditions
 * on existence and last update; a write that changes nothing leaves a document's version as it was. That it does as the
 * emulator does is a test of its own.
 */
export class MemoryStore implements Store {
  #documents = new Map<string, Document>();
  #commits = 0;
  /** Called after each commit that landed. */
  readonly #onCommit: (commit: Commit) => void;
  /** A later build that shares the store. */
  readonly #laterBuild: LaterBuild | null;

  constructor(onCommit: (commit: Commit) => void = () => undefined, laterBuild: LaterBuild | null = null) {
    this.#onCommit = onCommit;
    this.#laterBuild = laterBuild;
  }

  async read(keys: readonly Key[]): Promise<Found> {
    if (this.#laterBuild) for (const key of keys) this.#letLaterBuildWrite(pathOf(key), this.#laterBuild);
    return foundBy(keys, ({ kind, id }) => this.document(kind, id));
  }

  async commit(commits: readonly Commit[]): Promise<Timestamp[][]> {
    const versions = this.#apply(commits.flat());
    for (const commit of commits) this.#onCommit(commit);
    return commits.map(({ length }) => versions.splice(0, length));
  }

  /** False when it is not there as it was read. */
  remove(key: Key, was: Timestamp): boolean {
    const path = pathOf(key);
    return this.#documents.get(path)?.version.isEqual(was) === true && this.#documents.delete(path);
  }

  document<K extends DocumentKind>(kind: K, id: string): Versioned<DocumentOf<K>> | null {
    const document = this.#documents.get(pathOf({ kind, id } as Key));
    if (!document) return null;
    document.parsed ??= decodeStored(documentKinds[kind].schema as z.ZodType, document.data);
    return { value: document.parsed as DocumentOf<K>, version: document.version };
  }

  ids(kind: DocumentKind): string[] {
    const prefix = pathOf({ kind, id: '' });
    return [...this.#documents.keys()].flatMap((path) =>
      path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
    );
  }

  #letLaterBuildWrite(path: string, laterBuild: LaterBuild): void {
    const data = laterBuild.rewrite(this.#documents.get(path)?.data ?? {});
    if (data) this.#documents.set(path, { data, version: this.#nextVersion() });
  }

  #nextVersion(): Timestamp {
    return new Timestamp(1_000 + Math.floor(this.#commits / 1_000), (this.#commits++ % 1_000) * 1_000);
  }

  #apply(writes: readonly Write[]): Timestamp[] {
    const version = this.#nextVersion();
    const changed = new Map<string, Document>();
    const rewrites: Rewrite[] = [];
    checkOnce(writes);
    for (const write of writes) {
      const { kind, value, was } = write;
      const path = pathOf(write);
      const before = this.#documents.get(path);
      const { schema, written, notesTime }: KindOfDocument = documentKinds[kind];
      const isNew = written === 'once' || (written === 'guarded' && !was);
      if (isNew && before) throw new StoreError(ALREADY_EXISTS, `${path} is there already`);
      if (written === 'guarded' && was && !before?.version.isEqual(was.version)) {
        throw new StoreError(FAILED_PRECONDITION, `${path} has another version`);
      }
      const data = withoutUndefined(encodeStored<z.ZodType>(schema, value, SCHEMA_VERSION) as object);
      if (notesTime?.(data)) data.recordedAt = version;
      rewrites.push({ before: before?.data ?? null, after: data });
      changed.set(path, before && isDeepStrictEqual(before.data, data) ? before : { data, version });
    }
    this.#laterBuild?.compare(rewrites);
    for (const [path, document] of changed) this.#documents.set(path, document);
    return [...changed.values()].map(({ version }) => version);
  }
}

function withoutUndefined(data: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
