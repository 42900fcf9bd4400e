import { AggregateField, type DocumentSnapshot } from 'firebase-admin/firestore';
import {
  Account,
  AddressTurns,
  AppError,
  balanceMicros,
  type Catalog,
  GUEST_WINDOW,
  type GuestAllowance,
  guestAllowance,
  LedgerEntry,
  MICROS_PER_CREDIT,
} from '../../contract/index.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import { digestAddress } from '../../platform/calls/digest-address.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { Credits, RecentEntry } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';

const RECENT_ENTRIES = 20;

/**
 * Returns the credits that a person or a guest has, and the latest movements.
 * @throws AppError `not-found` before the account is open
 */
export async function readCredits(services: ApiServices, context: CallContext): Promise<Credits> {
  const { catalog } = await services.catalogs.current(0);
  if (!context.isGuest) return readUserCredits(services, { accountId: context.accountId, catalog });
  const { welcomeMicros, welcomeNeedsVerifiedEmail } = catalog.grants;
  return {
    kind: 'guest',
    accountId: context.accountId,
    allowance: await readAllowance(services, context, catalog),
    operations: catalog.guests?.operations ?? [],
    signUp: {
      welcomeMicros,
      welcomeCredits: welcomeMicros / MICROS_PER_CREDIT,
      needsVerifiedEmail: welcomeNeedsVerifiedEmail,
    },
  };
}

/** Returns a guest's free turns under the limits of the session and the address; null if guests have none. */
export async function readAllowance(
  { db, digestKey, now }: Pick<ApiServices, 'db' | 'digestKey' | 'now'>,
  { accountId, client }: CallContext,
  { guests }: Catalog,
): Promise<GuestAllowance | null> {
  if (!guests) return null;
  const addressId = digestAddress({ key: digestKey(), ip: client.ip });
  const [account, address] = (await db.getAll(
    collection(db, 'accounts').doc(accountId),
    collection(db, 'rateLimits').doc(addressId),
  )) as [DocumentSnapshot, DocumentSnapshot];
  const session = decodeDocument(Account, account)?.value.windows[GUEST_WINDOW] ?? [];
  const shared = decodeDocument(AddressTurns, address)?.value.guestTurns ?? [];
  return guestAllowance(
    [
      { limit: guests.perSession, takenMs: session },
      { limit: guests.perAddress, takenMs: shared },
    ],
    now(),
  );
}

async function readUserCredits(
  { db, now }: ApiServices,
  { accountId, catalog }: { accountId: string; catalog: Catalog },
): Promise<Credits> {
  const entries = collection(db, 'ledger').where('accountId', '==', accountId);
  const total = (kind: LedgerEntry['kind']) =>
    entries
      .where('kind', '==', kind)
      .aggregate({ micros: AggregateField.sum('totalMicros'), count: AggregateField.count() })
      .get();
  const [snapshot, granted, used, recent] = await Promise.all([
    collection(db, 'accounts').doc(accountId).get(),
    total('grant'),
    total('usage'),
    entries.orderBy('createdAt', 'desc').limit(RECENT_ENTRIES).get(),
  ]);
  const account = decodeDocument(Account, snapshot)?.value;
  if (!account) {
    throw new AppError('not-found', { reason: 'account-not-open' });
  }
  const remainingMicros = balanceMicros(account, now());
  return {
    kind: 'person',
    accountId,
    status: account.status,
    unlimited: account.unlimited,
    remainingMicros,
    remainingCredits: remainingMicros / MICROS_PER_CREDIT,
    debtMicros: account.debtMicros,
    isLow: remainingMicros < catalog.lowBalanceMicros,
    lifetime: {
      receivedMicros: granted.data().micros,
      usedMicros: 0 - used.data().micros,
      generations: used.data().count,
    },
    recentEntries: recent.docs.flatMap((entry) => toRecentEntry(entry)),
  };
}

function toRecentEntry(snapshot: DocumentSnapshot): RecentEntry[] {
  const entry = decodeDocument(LedgerEntry, snapshot)?.value;
  if (!entry) return [];
  const { kind, totalMicros, createdAt } = entry;
  const isUsage = kind === 'usage';
  return [
    {
      entryId: snapshot.id,
      kind,
      amountMicros: totalMicros,
      amountCredits: totalMicros / MICROS_PER_CREDIT,
      createdAtMs: createdAt,
      operation: isUsage ? entry.operation : null,
      model: isUsage ? entry.model : null,
      reason: 'reason' in entry ? entry.reason : null,
    },
  ];
}
