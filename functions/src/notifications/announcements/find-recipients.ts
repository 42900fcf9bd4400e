import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { type Announcement, assertNever, Billing, DAY_MS, MINUTE_MS } from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { FindRecipients, Recipient } from './announce.ts';

/** Users of a model within this time before its price rose are notified. */
const USED_WITHIN_MS = 30 * DAY_MS;
/** By then, the usage logs have everything that ended before. */
const LOGGED_AFTER_MS = 15 * MINUTE_MS;
const PAGE = 500;

/** Returns a page after the other of who used what since a time. */
export type ReadUsageSince = (sinceMs: number) => AsyncIterable<readonly Use[]>;

interface Use extends Recipient {
  readonly isGuest: boolean;
  readonly operation: string | null;
  readonly model: string | null;
  readonly endedAtMs: number;
}

interface RecipientServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly usageSince: ReadUsageSince;
}

/** Creates the function that finds the users whom an announcement concerns. */
export function createFindRecipients(services: RecipientServices): FindRecipients {
  const { db, now } = services;
  return async (announcement, afterUid) => {
    switch (announcement.kind) {
      case 'terms':
        return everybodyAfter(db, afterUid);
      case 'prices': {
        if (now() < announcement.publishedAtMs + LOGGED_AFTER_MS) return null;
        return usersOf(services, announcement, afterUid);
      }
      default:
        return assertNever(announcement);
    }
  };
}

async function* everybodyAfter(db: Firestore, afterUid: string): AsyncGenerator<Recipient> {
  const all: Query = collection(db, 'people').orderBy(FieldPath.documentId()).limit(PAGE);
  for (let after = afterUid; ; ) {
    const { docs } = await (after === '' ? all : all.startAfter(after)).get();
    yield* notErased(
      db,
      docs.map(({ id }) => ({ uid: id, accountId: id })),
    );
    const last = docs.at(-1);
    if (!last || docs.length < PAGE) return;
    after = last.id;
  }
}

async function* usersOf(
  { db, usageSince }: RecipientServices,
  { rises, plans, publishedAtMs }: Extract<Announcement, { kind: 'prices' }>,
  afterUid: string,
): AsyncGenerator<Recipient> {
  const dearer = new Set(rises.map(({ operation, model }) => `${operation} ${model}`));
  const found = new Map<string, Recipient>();
  for await (const uses of usageSince(publishedAtMs - USED_WITHIN_MS)) {
    for (const { uid, accountId, isGuest, operation, model, endedAtMs } of uses) {
      const isBefore = endedAtMs < publishedAtMs;
      if (isBefore && !isGuest && dearer.has(`${operation} ${model}`)) found.set(uid, { uid, accountId });
    }
  }
  for (const holder of await holdersOf(db, plans)) found.set(holder.uid, holder);
  const users = [...found.values()]
    .filter(({ uid }) => uid > afterUid)
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
  for (let at = 0; at < users.length; at += PAGE) yield* notErased(db, users.slice(at, at + PAGE));
}

/** Returns the holders of some plans, also of second ones. Plans that have ended are still stored, and don't count. */
async function holdersOf(db: Firestore, plans: readonly string[]): Promise<Recipient[]> {
  if (plans.length === 0) return [];
  const billing = collection(db, 'billing');
  const found = await Promise.all([
    ...plans.map((plan) => billing.where('subscription.plan', '==', plan).get()),
    billing.where('otherSubscriptions', '>=', []).get(),
  ]);
  return found.flatMap(({ docs }) =>
    docs.flatMap((doc) => {
      const stored = decodeDocument(Billing, doc)?.value;
      return stored && holdsOneOf(stored, plans) ? { uid: stored.uid, accountId: doc.id } : [];
    }),
  );
}

function holdsOneOf({ subscription, otherSubscriptions }: Billing, plans: readonly string[]): boolean {
  const all = [subscription, ...(otherSubscriptions ?? []).map((other) => other.subscription)];
  return all.some(
    (one) => one && one.status !== 'cancelled' && one.status !== 'incomplete' && plans.includes(one.plan),
  );
}

/** Leaves out those whose data was erased. Personal accounts are named after their users. */
async function* notErased(db: Firestore, recipients: readonly Recipient[]): AsyncGenerator<Recipient> {
  const [first, ...rest] = recipients.map(({ uid }) => collection(db, 'accounts').doc(uid));
  if (!first) return;
  const accounts = await db.getAll(first, ...rest);
  for (const [index, recipient] of recipients.entries()) {
    if (!accounts[index]?.get('erasedAt')) yield recipient;
  }
}
