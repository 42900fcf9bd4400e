import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  CATALOG_CONFIG,
  Catalog,
  earlyFaults,
  SCHEMA_CONFIG,
  SCHEMA_VERSION,
  StoreSchema,
  safeDecodeStored,
} from '../../contract/index.ts';
import { collection, decodeDocument, raiseStore } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import {
  backfills as allBackfills,
  type Backfill,
  type BackfillSources,
  rolesToDocuments,
} from './backfills.ts';

const PAGE = 200;
/** Instances see a new version within five seconds. From then on, every new document is complete. */
const ALL_KNOW_AFTER_MS = 6_000;
const MAX_TRIES = 8;

/** The position of a migration: the current backfill, and its last document. */
const Cursor = z.strictObject({ backfill: z.int().min(0), after: z.string().nullable() });
type Cursor = z.infer<typeof Cursor>;

export interface Migration extends BackfillSources {
  readonly to: number;
  /** Whether to count the changes without writing them. */
  readonly isDryRun: boolean;
  readonly sleep: (ms: number) => Promise<void>;
  readonly backfills?: readonly Backfill[];
  /** Called after each page with the numbers of documents read and changed so far. */
  readonly onPage?: (counts: { seen: number; changed: number }) => void;
}

/** The options for changing documents. */
type Changing = Omit<Migration, 'to' | 'backfills'>;

export interface Migrated {
  readonly from: number;
  readonly to: number;
  readonly seen: number;
  readonly changed: number;
}

/**
 * Raises a store to a schema version, then updates older documents to it. Or lowers it: fields of later versions are then
 * kept, but no longer written. Safe to repeat: an interrupted migration continues.
 * @throws RangeError when this build doesn't know the version, or builds of that version can't read the published catalog
 */
export async function migrateStore(migration: Migration): Promise<Migrated> {
  const { db, to, isDryRun, now, sleep, backfills = allBackfills } = migration;
  if (!Number.isInteger(to) || to < 1 || to > SCHEMA_VERSION) {
    throw new RangeError(`This build knows the versions 1 to ${SCHEMA_VERSION}.`);
  }
  const snapshot = await collection(db, 'config').doc(SCHEMA_CONFIG).get();
  const stored = decodeDocument(StoreSchema, snapshot)?.value ?? { version: 1, cursor: null };
  const from = stored.version;
  const keep = (cursor: Cursor | null) =>
    raiseStore(db, { version: to, cursor: cursor && JSON.stringify(cursor), nowMs: now() });

  if (to < from) {
    await assertSaleReadable(db, to);
    if (!isDryRun) await keep(null);
    return { from, to, seen: 0, changed: 0 };
  }
  const isBegun = to === from;
  if (isBegun && stored.cursor === null) return { from, to, seen: 0, changed: 0 };
  const todo = backfills.filter(({ version }) => version <= to);
  const begun = isBegun && stored.cursor !== null ? Cursor.parse(JSON.parse(stored.cursor)) : null;
  const start = begun ?? { backfill: todo.findIndex(({ version }) => version > from), after: null };
  if (!isBegun && !isDryRun) {
    await keep(start.backfill < 0 ? null : start);
    await sleep(ALL_KNOW_AFTER_MS);
  }
  let counts = { seen: 0, changed: 0 };
  let { after } = start;
  for (let index = start.backfill < 0 ? todo.length : start.backfill; index < todo.length; index++) {
    const backfill = todo[index] as Backfill;
    do {
      const docs = await pageOf(db, backfill, after);
      const changed = await changeAll(migration, backfill, docs);
      counts = { seen: counts.seen + docs.length, changed: counts.changed + changed };
      after = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
      if (!isDryRun) await keep({ backfill: after === null ? index + 1 : index, after });
      migration.onPage?.(counts);
    } while (after !== null);
  }
  if (!isDryRun) await keep(null);
  return { from, to, ...counts };
}

/** @throws RangeError when builds of a version can't read the published catalog, and so would run nothing */
async function assertSaleReadable(db: Migration['db'], version: number): Promise<void> {
  const snapshot = await collection(db, 'config').doc(CATALOG_CONFIG).get();
  const catalog = safeDecodeStored(Catalog, snapshot.get('catalog')).data;
  const [fault] = catalog ? earlyFaults(catalog, version) : [];
  if (!fault) return;
  throw new RangeError(`Publish a catalog without it first. "${fault.path}": ${fault.message}`);
}

/**
 * Creates staff documents for roles that earlier builds kept in claims, at any schema version. The previous build ignores
 * them, so this can run before this build is deployed. Safe to repeat.
 */
export async function migrateRoles(migration: Changing): Promise<Pick<Migrated, 'seen' | 'changed'>> {
  const counts = { seen: 0, changed: 0 };
  let after: string | null = null;
  do {
    const docs = await pageOf(migration.db, rolesToDocuments, after);
    counts.changed += await changeAll(migration, rolesToDocuments, docs);
    counts.seen += docs.length;
    after = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
    migration.onPage?.(counts);
  } while (after !== null);
  return counts;
}

async function pageOf(
  db: Migration['db'],
  backfill: Backfill,
  after: string | null,
): Promise<QueryDocumentSnapshot[]> {
  const inOrder = collection(db, backfill.collection).orderBy(FieldPath.documentId()).limit(PAGE);
  const { docs } = await (after === null ? inOrder : inOrder.startAfter(after)).get();
  return docs;
}

async function changeAll(
  migration: Changing,
  backfill: Backfill,
  docs: readonly QueryDocumentSnapshot[],
): Promise<number> {
  let changed = 0;
  for (const snapshot of docs) if (await change(migration, backfill, snapshot)) changed++;
  return changed;
}

/** @returns whether the document lacked anything */
async function change(
  migration: Changing,
  backfill: Backfill,
  first: QueryDocumentSnapshot,
): Promise<boolean> {
  const { db, isDryRun, sleep } = migration;
  let snapshot: FirebaseFirestore.DocumentSnapshot = first;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    if (!snapshot.exists) return false;
    const write = await backfill.changeOf(snapshot, migration);
    if (!write || isDryRun) return write !== null;
    const batch = db.batch();
    write(batch);
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return true;
    await sleep(50 * tries);
    snapshot = await snapshot.ref.get();
  }
  throw new Error(`${first.ref.path} is being written by others all the time. Run the migration again.`);
}
