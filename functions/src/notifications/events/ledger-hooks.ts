import type { Firestore } from 'firebase-admin/firestore';
import {
  Account,
  Activity,
  balanceMicros,
  type CapState,
  type EventOf,
  LOW_BALANCE_MICROS,
  listCaps,
  NotificationSettings,
  newNotificationSettings,
  type Operations,
} from '../../contract/index.ts';
import { keyedDigest } from '../../platform/digest.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import type { Hooks } from '../../platform/store/run-hooks.ts';
import { forgetOldest } from '../../platform/store/shared-read.ts';
import type { Notice, Notifier } from '../notifier.ts';

/** Warned of low credits, an account has to recover by this share above the limit before it is warned again. */
const REARM_MICROS = LOW_BALANCE_MICROS * 1.2;
/** The share of a cap at which its owner is notified. */
const CAP_SHARE = 0.8;
/** The most warnings of caps that an instance remembers. */
const MAX_WARNED = 20_000;
const MAX_TRIES = 5;

export interface LedgerHookServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly catalogs: Pick<Catalogs, 'current'>;
  readonly operations: Operations;
  readonly notifier: Notifier;
}

/** Someone's personal account with their settings. */
interface Owned {
  readonly accountId: string;
  readonly account: Account;
  readonly settings: Versioned<NotificationSettings> | null;
}

/** Returns the hooks that notify users of movements of their credits. */
export function ledgerHooks(services: LedgerHookServices): Hooks {
  const warned = new Set<string>();
  return {
    'usage-captured': [(event) => onUsage(services, event, warned)],
    grant: [(event) => onGrant(services, event)],
    purchase: [async ({ accountId }) => rearm(services, await ownedBy(services, accountId))],
  };
}

/** @param warned the warnings of caps that this instance has given */
async function onUsage(
  services: LedgerHookServices,
  event: EventOf<'usage-captured'>,
  warned: Set<string>,
): Promise<void> {
  const owned = await ownedBy(services, event.accountId);
  if (!owned) return;
  await Promise.all([
    warnOfLowCredits(services, event.eventId, owned),
    warnOfCaps(services, event, { owned, warned }),
    notifyOfWork(services, event, owned),
  ]);
}

async function onGrant(services: LedgerHookServices, event: EventOf<'grant'>): Promise<void> {
  const owned = await ownedBy(services, event.accountId);
  if (!owned) return;
  await rearm(services, owned);
  // Who has just signed up sees the welcome credits.
  if (event.lot.source === 'welcome') return;
  const { accountId, eventId, micros } = event;
  const facts = { kind: 'credits-granted', details: { micros } } as const;
  await services.notifier.notify({ uid: owned.account.ownerUid, accountId, eventId, facts });
}

/** Null for guests, who are not notified. */
async function ownedBy({ db }: LedgerHookServices, accountId: string): Promise<Owned | null> {
  const [stored, settings] = await db.getAll(
    collection(db, 'accounts').doc(accountId),
    collection(db, 'notificationSettings').doc(accountId),
  );
  const account = stored && decodeDocument(Account, stored)?.value;
  if (account?.kind !== 'person') return null;
  return {
    accountId,
    account,
    settings: (settings && decodeDocument(NotificationSettings, settings)) ?? null,
  };
}

async function warnOfLowCredits(services: LedgerHookServices, eventId: string, found: Owned): Promise<void> {
  let owned: Owned | null = found;
  for (let tries = 0; tries < MAX_TRIES && owned; tries++) {
    const { accountId, account } = owned;
    const balance = balanceMicros(account, services.now());
    if (account.unlimited || balance >= LOW_BALANCE_MICROS) return rearm(services, owned);
    if (owned.settings?.value.lowWarnedAt != null) return;
    const details = { balanceMicros: balance };
    const notice: Notice = {
      ...{ uid: account.ownerUid, accountId, eventId },
      facts: { kind: 'credits-low', details },
    };
    if (await writeWarned(services, owned, { lowWarnedAt: services.now(), notice })) return;
    owned = await ownedBy(services, accountId);
  }
}

/** Allows the next warning of low credits once the balance has recovered. */
async function rearm(services: LedgerHookServices, found: Owned | null): Promise<void> {
  let owned = found;
  for (let tries = 0; tries < MAX_TRIES && owned; tries++) {
    if (owned.settings?.value.lowWarnedAt == null) return;
    if (balanceMicros(owned.account, services.now()) < REARM_MICROS) return;
    if (await writeWarned(services, owned, { lowWarnedAt: null, notice: null })) return;
    owned = await ownedBy(services, owned.accountId);
  }
}

/** Writes whether a user was warned, with the warning itself in the same commit. @returns whether it was written */
async function writeWarned(
  { db, now, notifier }: LedgerHookServices,
  { accountId, settings }: Owned,
  { lowWarnedAt, notice }: { readonly lowWarnedAt: number | null; readonly notice: Notice | null },
): Promise<boolean> {
  const batch = db.batch();
  const was = settings?.value ?? newNotificationSettings(now());
  const next = { ...was, lowWarnedAt, updatedAt: now() };
  const reference = collection(db, 'notificationSettings').doc(accountId);
  const data = await encodeDocument(db, NotificationSettings, next);
  writeOver(batch, reference, { was: settings?.version ?? null, data });
  const planned = notice && (await notifier.add(batch, notice));
  if ((await landed(batch.commit(), UNLESS_CONFLICT)) === null) return false;
  await notifier.schedule(planned);
  return true;
}

/** Warns of the caps that a charge counts towards: those of the account, and those of the label of the charged work. */
async function warnOfCaps(
  { db, notifier, now }: LedgerHookServices,
  { activityId }: EventOf<'usage-captured'>,
  { owned: { accountId, account }, warned }: { readonly owned: Owned; readonly warned: Set<string> },
): Promise<void> {
  const near = listCaps(account, now())
    .filter(({ maxMicros, usedMicros }) => maxMicros > 0 && usedMicros >= maxMicros * CAP_SHARE)
    .map((cap) => ({ cap, eventId: capEventId(accountId, cap) }))
    .filter(({ eventId }) => !warned.has(`${accountId} ${eventId}`));
  const isLabeled = near.some(({ cap }) => cap.label !== null);
  const charged = isLabeled ? (await readActivity(db, activityId))?.label : undefined;
  for (const { cap, eventId } of near) {
    const { label, period, usedMicros, maxMicros } = cap;
    if (label !== null && label !== charged) continue;
    const facts = { kind: 'cap-reached', details: { period, usedMicros, maxMicros, label } } as const;
    await notifier.notify({ uid: account.ownerUid, accountId, eventId, facts });
    warned.add(`${accountId} ${eventId}`);
    forgetOldest(warned, MAX_WARNED);
  }
}

function capEventId(accountId: string, { label, period, endsAtMs, maxMicros }: CapState): string {
  const cap = `${period}-${endsAtMs}-${maxMicros}`;
  // Ids contain no personal data, so the label is in it as a digest.
  return label === null ? `cap-${cap}` : `cap-${keyedDigest(accountId, label)}-${cap}`;
}

async function readActivity(db: Firestore, activityId: string): Promise<Activity | null> {
  return decodeDocument(Activity, await collection(db, 'activities').doc(activityId).get())?.value ?? null;
}

/** Notifies of work that takes minutes. Steps of a reel are not work of their own. */
async function notifyOfWork(
  { db, catalogs, operations, notifier }: LedgerHookServices,
  { eventId, accountId, activityId, uid, operation, micros }: EventOf<'usage-captured'>,
  { account }: Owned,
): Promise<void> {
  const { catalog } = await catalogs.current(0);
  const entry = Object.hasOwn(catalog.operations, operation) ? catalog.operations[operation] : undefined;
  if (!entry || operations.get(entry.kind)?.runs !== 'queue' || uid !== account.ownerUid) return;
  const activity = await readActivity(db, activityId);
  if (activity?.reelId !== null || activity.status !== 'completed') return;
  const facts = { kind: 'work-finished', details: { operation: entry.label, micros } } as const;
  await notifier.notify({ uid, accountId, eventId, facts });
}
