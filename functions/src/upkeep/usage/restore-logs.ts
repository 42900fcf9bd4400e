import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { activityIdOf, decodeStored, LedgerEntry, USAGE_LOGS, type UsageRow } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';
import { readMerges } from './complete-log.ts';
import { MAX_ROWS } from './pack-rows.ts';
import { type PackRun, packUsage, type UsageServices } from './pack-usage.ts';
import { toRowOfEntry, type UsageEntry } from './to-usage-row.ts';
import { append, NOTHING_READ, readHead, rowsFrom } from './usage-log.ts';

const PAGE = 300;
const MAX_TRIES = 20;
/** Usage entries of the ledger have ids with this prefix. */
const USAGE_PREFIX = 'usage-';

/**
 * Restores lost rows of `usage_logs`: from activities that still exist, then from the ledger for older ones. Never removes
 * a row, and never adds one twice.
 * @returns how many rows were added
 */
export async function restoreLogs(services: UsageServices, run: PackRun): Promise<number> {
  const { rows: added } = await packUsage(services, run);
  return added + (await restoreFromLedger(services, run));
}

/** Restores usage whose activity was deleted. A ledger entry has only who, what, how much and what was paid. */
async function restoreFromLedger({ db, catalogs }: UsageServices, run: PackRun): Promise<number> {
  const logged = await allLogged(db);
  const mergedInto = await readMerges(db);
  let added = 0;
  let last = USAGE_PREFIX;
  for (let isLast = false; !isLast; ) {
    const { docs } = await collection(db, 'ledger')
      .orderBy(FieldPath.documentId())
      .startAfter(last)
      .endBefore(`${USAGE_PREFIX}\uf8ff`)
      .limit(PAGE)
      .get();
    const rows: UsageRow[] = [];
    for (const doc of docs) {
      const activityId = doc.id.slice(USAGE_PREFIX.length);
      const entry = decodeStored(LedgerEntry, doc.data());
      if (entry.kind !== 'usage' || logged.has(activityId)) continue;
      const requestId = activityId.slice(activityId.lastIndexOf('_') + 1);
      const originals = (mergedInto.get(entry.uid) ?? []).map((guest) =>
        activityIdOf({ accountId: guest, requestId }),
      );
      if (await isAnyThere(db, { entry, originals, logged })) continue;
      const { catalog } = await catalogs.at(entry.catalogVersion);
      rows.push(toRowOfEntry(entry, { requestId, catalog }));
    }
    await appendToFirst(db, rows, run);
    added += rows.length;
    last = docs.at(-1)?.id ?? last;
    isLast = docs.length < PAGE;
  }
  return added;
}

async function isAnyThere(
  db: Firestore,
  {
    entry,
    originals,
    logged,
  }: { entry: UsageEntry; originals: readonly string[]; logged: ReadonlySet<string> },
): Promise<boolean> {
  if (originals.some((id) => logged.has(id))) return true;
  const activities = collection(db, 'activities');
  const ledger = collection(db, 'ledger');
  // If the activity exists, it is logged from there, now or when its day is complete.
  const keys = [
    activities.doc(entry.activityId),
    ...originals.map((id) => ledger.doc(`${USAGE_PREFIX}${id}`)),
  ];
  return (await db.getAll(...keys)).some(({ exists }) => exists);
}

async function appendToFirst(db: Firestore, rows: readonly UsageRow[], run: PackRun): Promise<void> {
  const [log = ''] = USAGE_LOGS.slice(1);
  for (let tries = 0; rows.length > 0; tries++) {
    if (tries === MAX_TRIES) throw new Error('Others write this log all the time. Run it again.');
    if (await append(db, await readHead(db, log), { rows: rows.slice(0, MAX_ROWS) })) break;
  }
  await run.onCommit();
}

async function allLogged(db: Firestore): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const log of USAGE_LOGS) {
    const { packs } = (await readHead(db, log)).value;
    for await (const { rows } of rowsFrom(db, log, { from: NOTHING_READ, packs })) {
      for (const { accountId, requestId } of rows) {
        if (requestId !== null) ids.add(activityIdOf({ accountId, requestId }));
      }
    }
  }
  return ids;
}
