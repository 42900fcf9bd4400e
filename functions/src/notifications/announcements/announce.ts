import type { Firestore } from 'firebase-admin/firestore';
import {
  ANNOUNCEMENTS_CONFIG,
  type Announcement,
  Announcements,
  assertNever,
  type NotificationFacts,
  SECOND_MS,
} from '../../contract/index.ts';
import type { Counts, JobRun } from '../../platform/deploy/job.ts';
import { keepEvery } from '../../platform/deploy/keep-every.ts';
import { collection, decodeDocument, type Versioned } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';
import type { Notifier } from '../notifier.ts';

/** A user whom an announcement concerns. */
export interface Recipient {
  readonly uid: string;
  readonly accountId: string;
}

/** Returns the users whom an announcement concerns, ordered by uid, after one of them; null: it is too early to know them. */
export type FindRecipients = (
  announcement: Announcement,
  afterUid: string,
) => Promise<AsyncIterable<Recipient> | null>;

export interface AnnouncementServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly notifier: Pick<Notifier, 'notify'>;
  readonly findRecipients: FindRecipients;
  /** The most users that a run notifies. The next run continues. */
  readonly maxNotified?: number;
}

const MAX_NOTIFIED = 5_000;
const AT_ONCE = 25;
const KEEP_EVERY_MS = 10 * SECOND_MS;

/**
 * Notifies those whom the oldest announcement concerns, and removes it when all are notified. Continues where the run
 * before stopped. A run that is killed notifies nobody twice, because a notification's id follows from the announcement.
 */
export async function announce(
  services: AnnouncementServices,
  { cursor, keep }: Pick<JobRun, 'cursor' | 'keep'>,
): Promise<Counts> {
  const { db, now, notifier, maxNotified = MAX_NOTIFIED } = services;
  const reference = collection(db, 'config').doc(ANNOUNCEMENTS_CONFIG);
  const stored = decodeDocument(Announcements, await reference.get());
  const first = stored?.value.due[0];
  if (!stored || !first) return {};
  const recipients = await services.findRecipients(first, uidReached(cursor, first));
  if (!recipients) return { announced: 0 };
  const facts = toFacts(first);
  let announced = 0;
  const keepLease = keepEvery(KEEP_EVERY_MS, { now, keep });
  let page: Recipient[] = [];
  const notifyPage = async () => {
    await Promise.all(page.map((to) => notifier.notify({ ...to, eventId: first.id, facts })));
    announced += page.length;
    page = [];
  };
  for await (const recipient of recipients) {
    page.push(recipient);
    if (page.length < AT_ONCE) continue;
    if (!(await isDue(db, first))) break;
    await notifyPage();
    const reached = toCursor(first, recipient.uid);
    await keepLease(reached);
    if (announced < maxNotified) continue;
    await keep(reached);
    return { announced };
  }
  if (await isDue(db, first)) await notifyPage();
  await keep(null);
  await remove(services, first);
  return { announced };
}

function toFacts(announcement: Announcement): NotificationFacts {
  switch (announcement.kind) {
    case 'terms': {
      const { version, appliesFromMs, requiresAgreement, summary } = announcement.terms;
      return { kind: 'terms-changed', details: { version, appliesFromMs, requiresAgreement, ...summary } };
    }
    case 'prices': {
      const { catalogVersion, names, note } = announcement;
      const notes = { noteEn: note?.en ?? null, noteDe: note?.de ?? null };
      return { kind: 'prices-changed', details: { catalogVersion, ...names, ...notes } };
    }
    default:
      return assertNever(announcement);
  }
}

const toCursor = ({ id }: Announcement, uid: string) => `${id} ${uid}`;

/** Returns the uid that an earlier run of the same announcement reached; empty: none did. */
function uidReached(cursor: string | null, { id }: Announcement): string {
  return cursor?.startsWith(`${id} `) ? cursor.slice(id.length + 1) : '';
}

/** Returns whether what an announcement is about wasn't withdrawn meanwhile. */
async function isDue(db: Firestore, { id }: Announcement): Promise<boolean> {
  const stored = await collection(db, 'config').doc(ANNOUNCEMENTS_CONFIG).get();
  return decodeDocument(Announcements, stored)?.value.due.some((one) => one.id === id) ?? false;
}

async function remove({ db, now }: AnnouncementServices, { id }: Announcement): Promise<void> {
  const reference = collection(db, 'config').doc(ANNOUNCEMENTS_CONFIG);
  for (;;) {
    const stored: Versioned<Announcements> | null = decodeDocument(Announcements, await reference.get());
    if (!stored?.value.due.some((one) => one.id === id)) return;
    const due = stored.value.due.filter((one) => one.id !== id);
    const value = { ...stored.value, due, updatedAt: now() };
    if (await replaceDocument(db, reference, { schema: Announcements, was: stored.version, value })) return;
  }
}
