import { isDeepStrictEqual } from 'node:util';
import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  Account,
  Activity,
  AddressTurns,
  AuditEntry,
  Billing,
  LedgerEntry,
  Payment,
  Result,
  StripeEvent,
} from '../../src/contract/index.ts';
import type { Commit, Committed, Store, Stored, StoredBeside } from '../../src/meter/store.ts';
import type { Versioned } from '../../src/platform/documents.ts';

/** gRPC codes, as Firestore answers with them. */
export const INVALID_ARGUMENT = 3;
export const ALREADY_EXISTS = 6;
export const FAILED_PRECONDITION = 9;

const kinds = {
  account: Account,
  activity: Activity,
  entry: LedgerEntry,
  result: Result,
  audit: AuditEntry,
  address: AddressTurns,
  payment: Payment,
  event: StripeEvent,
  billing: Billing,
} as const;
type Kind = keyof typeof kinds;
type Path = `${Kind}/${string}`;

interface Document {
  readonly data: Record<string, unknown>;
  readonly version: Timestamp;
  /** Parsed when first read. */
  parsed?: unknown;
}
type Precondition = 'new' | 'any' | Timestamp;
interface Write {
  readonly path: Path;
  readonly data: Record<string, unknown>;
  readonly only: Precondition;
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
  #documents = new Map<Path, Document>();
  #commits = 0;
  /** Called after each commit that landed. */
  readonly #onCommit: (commit: Commit) => void;

  constructor(onCommit: (commit: Commit) => void = () => undefined) {
    this.#onCommit = onCommit;
  }

  async read(...[accountId, subjects, beside]: Parameters<Store['read']>) {
    const find = ({ kind, id }: { kind: Kind; id: string }) => {
      try {
        const document = this.document(kind, id);
        return document ? { kind, document } : { kind: 'absent' };
      } catch (cause) {
        return { kind: 'unreadable', cause };
      }
    };
    return {
      account: this.document('account', accountId),
      stored: subjects.map((key) => find(key) as Stored),
      beside: beside.map((key) => find(key) as StoredBeside),
    };
  }

  async commit(commits: readonly Commit[]): Promise<Committed[]> {
    const all = commits.map(writesOf);
    const versions = this.#apply(all.flatMap(({ writes }) => writes));
    for (const commit of commits) this.#onCommit(commit);
    const versionAt = (path: Path | null) => (path && versions.get(path)) || null;
    return all.map(({ accountPath, activityPaths }) => ({
      accountVersion: versionAt(accountPath),
      activityVersions: activityPaths.map(versionAt),
    }));
  }

  document<K extends Kind>(kind: K, id: string): Versioned<z.output<(typeof kinds)[K]>> | null {
    const document = this.#documents.get(`${kind}/${id}`);
    if (!document) return null;
    document.parsed ??= z.decode(kinds[kind] as z.ZodType, document.data);
    return { value: document.parsed as z.output<(typeof kinds)[K]>, version: document.version };
  }

  ids(kind: Kind): string[] {
    const prefix = `${kind}/`;
    return [...this.#documents.keys()].flatMap((path) =>
      path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
    );
  }

  #apply(writes: readonly Write[]): Map<Path, Timestamp> {
    const version = new Timestamp(1_000 + Math.floor(this.#commits / 1_000), (this.#commits % 1_000) * 1_000);
    const changed = new Map<Path, Document>();
    if (new Set(writes.map(({ path }) => path)).size < writes.length) {
      throw new StoreError(INVALID_ARGUMENT, 'a document is written twice');
    }
    for (const { path, data, only } of writes) {
      const before = this.#documents.get(path);
      if (only === 'new' && before) throw new StoreError(ALREADY_EXISTS, `${path} is there already`);
      if (only instanceof Timestamp && !before?.version.isEqual(only)) {
        throw new StoreError(FAILED_PRECONDITION, `${path} has another version`);
      }
      const after = withoutUndefined(data);
      changed.set(path, before && isDeepStrictEqual(before.data, after) ? before : { data: after, version });
    }
    this.#commits++;
    for (const [path, document] of changed) this.#documents.set(path, document);
    return new Map([...changed].map(([path, document]) => [path, document.version]));
  }
}

/** What a commit writes, each document by its path. */
function writesOf({ accountId, account, changes, beside }: Commit) {
  const writes: Write[] = [];
  if (account) {
    const data = z.encode(Account, account.value);
    writes.push({ path: `account/${accountId}`, data, only: account.was?.version ?? 'new' });
  }
  const activityPaths = changes.map(({ activityId, applied, was }): Path | null => {
    for (const [id, entry] of applied.entries) {
      writes.push({ path: `entry/${id}`, data: z.encode(LedgerEntry, entry), only: 'new' });
    }
    if (applied.audit) {
      const [id, entry] = applied.audit;
      writes.push({ path: `audit/${id}`, data: z.encode(AuditEntry, entry), only: 'new' });
    }
    if (!activityId || !applied.activity) return null;
    if (applied.result) {
      const data = z.encode(Result, applied.result);
      writes.push({ path: `result/${activityId}`, data, only: 'any' });
    }
    const data = z.encode(Activity, applied.activity);
    writes.push({ path: `activity/${activityId}`, data, only: was?.version ?? 'new' });
    return `activity/${activityId}`;
  });
  for (const { kind, id, value, was } of beside) {
    const data = z.encode(kinds[kind] as z.ZodType, value) as Record<string, unknown>;
    writes.push({ path: `${kind}/${id}`, data, only: was?.version ?? 'new' });
  }
  return { writes, accountPath: account ? (`account/${accountId}` as const) : null, activityPaths };
}

function withoutUndefined(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
