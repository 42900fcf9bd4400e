import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  Account,
  AppError,
  Billing,
  balanceMicros,
  LOW_BALANCE_MICROS,
  StaffMember,
  type UserFilter,
  UserProfile,
  type UserRow,
  type userSorts,
} from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { type Candidates, matchesOf, newestAfter, type Place, staffIds } from './find-candidates.ts';

const PAGE = 50;
/** The most accounts that a call scans before it returns a cursor. */
const MAX_SCANNED = 1_000;

const Cursor = z.strictObject({ at: z.number(), id: z.string() });

/** What the figures know of an account. */
interface Totals {
  readonly capturedMicros: number;
  readonly balanceMicros: number;
  readonly lastSeenMs: number;
}

/** Returns each account's totals, as far as the figures reach. */
export type ReadTotals = () => Promise<ReadonlyMap<string, Totals>>;

interface FindServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly totalsByAccount: ReadTotals;
}

/**
 * Lists users a page at a time. A page's cursor holds the sort value and id of its end, so that users who come and go in
 * between cause no gaps or repetitions.
 */
export function findUsers(services: FindServices): Handler<'findUsers'> {
  return async ({ filter, sort, cursor }) => {
    const after = cursor === null ? null : parseCursor(cursor);
    const totals = await services.totalsByAccount();
    const next = await candidatesFor(services, { filter, sort, totals });
    const people: UserRow[] = [];
    let place = after;
    let scanned = 0;
    while (scanned < MAX_SCANNED) {
      const chunk = await next(place);
      if (chunk.length === 0) return { people, cursor: null, scanned };
      const rows = await readRows(services, chunk, totals);
      for (const candidate of chunk) {
        place = candidate;
        scanned++;
        const row = rows.get(candidate.id);
        if (row && isMatch(row, filter)) people.push(row);
        if (people.length === PAGE) return { people, cursor: JSON.stringify(place), scanned };
      }
    }
    return { people, cursor: JSON.stringify(place), scanned };
  };
}

function parseCursor(cursor: string): Place {
  try {
    return Cursor.parse(JSON.parse(cursor));
  } catch {
    throw new AppError('invalid-argument', { reason: 'request', issues: [] });
  }
}

interface Wanted {
  readonly filter: UserFilter;
  readonly sort: (typeof userSorts)[number];
  readonly totals: ReadonlyMap<string, Totals>;
}

const sortedBy = {
  spent: 'capturedMicros',
  balance: 'balanceMicros',
  seen: 'lastSeenMs',
} as const satisfies Partial<Record<(typeof userSorts)[number], keyof Totals>>;

/** Returns how the next accounts after a place are found. */
async function candidatesFor(
  { db }: FindServices,
  { filter, sort, totals }: Wanted,
): Promise<(after: Place | null) => Promise<Candidates>> {
  const few = await fewCandidates(db, filter);
  if (!few && sort === 'newest') return (after) => newestAfter(db, filter, after);
  const ids = few ?? [...totals.keys()];
  const places =
    sort === 'newest'
      ? await datesOf(db, ids)
      : ids.map((id) => ({ id, at: totals.get(id)?.[sortedBy[sort]] ?? 0 }));
  const sorted = places.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return async (after) => {
    const isAfter = ({ at, id }: Place) => !after || at < after.at || (at === after.at && id < after.id);
    const from = sorted.findIndex(isAfter);
    return from === -1 ? [] : sorted.slice(from, from + PAGE * 2);
  };
}

/** Returns the only accounts that can match; null: any may. A text of spaces alone is none. */
async function fewCandidates(db: Firestore, { text, are }: UserFilter): Promise<string[] | null> {
  const wanted = text?.trim();
  if (wanted) return matchesOf(db, wanted);
  return are.includes('staff') ? staffIds(db) : null;
}

async function datesOf(db: Firestore, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return [];
  const references = ids.map((id) => collection(db, 'accounts').doc(id));
  const accounts = await db.getAll(...references, { fieldMask: ['createdAt'] });
  return accounts.flatMap((one) => (one.exists ? [{ id: one.id, at: one.get('createdAt').toMillis() }] : []));
}

async function readRows(
  { db, now }: FindServices,
  chunk: Candidates,
  totals: ReadonlyMap<string, Totals>,
): Promise<Map<string, UserRow>> {
  const of = (name: 'accounts' | 'people' | 'staff' | 'billing') =>
    chunk.map(({ id }) => collection(db, name).doc(id));
  const found = await db.getAll(...of('accounts'), ...of('people'), ...of('staff'), ...of('billing'));
  const rows = new Map<string, UserRow>();
  for (const [index, { id: accountId }] of chunk.entries()) {
    const at = (group: number) => found[group * chunk.length + index];
    const [account, profile, staff, billing] = [at(0), at(1), at(2), at(3)];
    const stored = account && decodeDocument(Account, account)?.value;
    if (!stored) continue;
    const user = profile && decodeDocument(UserProfile, profile)?.value;
    const { ownerUid: uid, kind, status, unlimited, debtMicros, createdAt } = stored;
    rows.set(accountId, {
      ...{ accountId, uid, kind, status, unlimited, debtMicros, createdAtMs: createdAt },
      name: user?.name ?? stored.name,
      email: user?.email ?? stored.email,
      balanceMicros: balanceMicros(stored, now()),
      spentMicros: totals.get(accountId)?.capturedMicros ?? 0,
      lastSeenMs: totals.get(accountId)?.lastSeenMs || null,
      role: (staff && decodeDocument(StaffMember, staff)?.value.role) ?? null,
      plan: (billing && decodeDocument(Billing, billing)?.value.paidPlan?.plan) ?? null,
    });
  }
  return rows;
}

const tests: Record<UserFilter['are'][number], (row: UserRow) => boolean> = {
  suspended: ({ status }) => status === 'suspended',
  unlimited: ({ unlimited }) => unlimited,
  staff: ({ role }) => role !== null,
  plan: ({ plan }) => plan !== null,
  debt: ({ debtMicros }) => debtMicros > 0,
  low: ({ balanceMicros, unlimited }) => !unlimited && balanceMicros < LOW_BALANCE_MICROS,
};

function isMatch(row: UserRow, { kind, are, signedUpFromMs, signedUpUntilMs }: UserFilter): boolean {
  return (
    (kind === null || row.kind === kind) &&
    are.every((one) => tests[one](row)) &&
    row.createdAtMs >= (signedUpFromMs ?? 0) &&
    row.createdAtMs < (signedUpUntilMs ?? Number.POSITIVE_INFINITY)
  );
}
