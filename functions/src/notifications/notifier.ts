import { createHash } from 'node:crypto';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
  Delivery,
  digestAfter,
  type EmailPlan,
  Notification,
  type NotificationFacts,
  NotificationSettings,
  newDelivery,
  newNotificationSettings,
  notificationKinds,
  planEmail,
  wantsMarketing,
} from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/** A fact that a user is notified of. */
export interface Notice {
  readonly uid: string;
  readonly accountId: string;
  /** The event that it follows from. Notices with the same kind, event and user are one. */
  readonly eventId: string;
  readonly facts: NotificationFacts;
}

/** A delivery in a commit, to be scheduled after it. */
export interface PlannedDelivery {
  readonly deliveryId: string;
  readonly atMs: number;
}

/** Notifies users over the channels that they chose. */
export interface Notifier {
  /** Notifies a user, once for each kind and event. Safe to repeat. */
  notify(notice: Notice): Promise<void>;
  /** Adds a notification to a commit, which fails if the user was notified before. Schedule the result after it. */
  add(batch: WriteBatch, notice: Notice): Promise<PlannedDelivery | null>;
  schedule(planned: PlannedDelivery | null): Promise<void>;
}

export interface NotifierServices {
  readonly db: Firestore;
  readonly now: () => number;
  /** Returns whether this deployment sends e-mail. */
  readonly sendsEmail: () => boolean;
  readonly outbox: { schedule(deliveryId: string, atMs: number): Promise<void> };
}

const MAX_TRIES = 5;

export function createNotifier(services: NotifierServices): Notifier {
  const { db, now, outbox } = services;

  const add: Notifier['add'] = async (batch, notice) => {
    const { uid, accountId, eventId, facts } = notice;
    const shape: { class: 'required' | 'service' | 'marketing'; isUrgent?: true } =
      notificationKinds[facts.kind];
    const settings = await settingsOf(services, uid);
    if (shape.class === 'marketing' && !wantsMarketing(settings)) return null;
    const nowMs = now();
    const plan = services.sendsEmail() ? planEmail(settings, shape, nowMs) : { kind: 'none' as const };
    const planned = await addDelivery(services, batch, { notice, plan, settings });
    const notification: Notification = {
      ...{ schemaVersion: 1, uid, accountId, ...facts, eventId, digest: planned?.digest ?? null },
      ...{ createdAt: nowMs, readAt: null },
    };
    const reference = collection(db, 'notifications').doc(notificationIdOf(notice));
    batch.create(reference, await encodeDocument(db, Notification, notification));
    return planned;
  };

  const schedule: Notifier['schedule'] = async (planned) => {
    if (planned) await outbox.schedule(planned.deliveryId, planned.atMs);
  };

  return {
    add,
    schedule,
    async notify(notice) {
      const reference = collection(db, 'notifications').doc(notificationIdOf(notice));
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const batch = db.batch();
        const planned = await add(batch, notice);
        if ((await landed(batch.commit(), UNLESS_CONFLICT)) !== null) return schedule(planned);
        if ((await reference.get()).exists) return;
      }
      throw new Error(`Others kept writing the digest of ${notice.uid}`);
    },
  };
}

async function settingsOf({ db, now }: NotifierServices, uid: string): Promise<NotificationSettings> {
  const stored = await collection(db, 'notificationSettings').doc(uid).get();
  return decodeDocument(NotificationSettings, stored)?.value ?? newNotificationSettings(now());
}

type Planned = PlannedDelivery & { readonly digest: string | null };

async function addDelivery(
  services: NotifierServices,
  batch: WriteBatch,
  { notice, plan, settings }: { notice: Notice; plan: EmailPlan; settings: NotificationSettings },
): Promise<Planned | null> {
  const { db, now } = services;
  if (plan.kind === 'none') return null;
  if (plan.kind === 'digest') return joinDigest(services, batch, { uid: notice.uid, plan, settings });
  const { uid, eventId, facts } = notice;
  const deliveryId = `email-${notificationIdOf(notice)}`;
  const message = { uid, endpointId: null, accountId: null, ...facts, eventId };
  const delivery = newDelivery(message, { atMs: plan.atMs, nowMs: now() });
  batch.create(collection(db, 'outbox').doc(deliveryId), await encodeDocument(db, Delivery, delivery));
  return { deliveryId, atMs: plan.atMs, digest: null };
}

/**
 * Adds a notification to the next digest that no worker has claimed yet. The commit fails if one claims it meanwhile, so
 * that the notification is not left out.
 */
async function joinDigest(
  { db, now }: NotifierServices,
  batch: WriteBatch,
  of: { uid: string; plan: Extract<EmailPlan, { kind: 'digest' }>; settings: NotificationSettings },
): Promise<Planned> {
  const { uid, settings } = of;
  let { day, atMs } = of.plan;
  for (;;) {
    const deliveryId = `digest-${uid}-${day}`;
    const reference = collection(db, 'outbox').doc(deliveryId);
    const found = decodeDocument(Delivery, await reference.get());
    if (!found) {
      const message = {
        ...{ uid, endpointId: null, accountId: null },
        kind: 'digest',
        details: { day },
        eventId: deliveryId,
      };
      const delivery = newDelivery(message, { atMs, nowMs: now() });
      batch.create(reference, await encodeDocument(db, Delivery, delivery));
      return { deliveryId, atMs, digest: day };
    }
    if (found.value.attempts === 0 && found.value.state === 'waiting') {
      batch.update(reference, { attempts: 0 }, { lastUpdateTime: found.version });
      return { deliveryId, atMs, digest: day };
    }
    ({ day, atMs } = digestAfter(day, settings.timeZone ?? 'UTC'));
  }
}

/** Returns the id of a notification, which is the same each time its event is delivered. */
function notificationIdOf({ uid, eventId, facts }: Notice): string {
  const cause = JSON.stringify([facts.kind, eventId, uid]);
  return createHash('sha256').update(cause).digest('hex').slice(0, 40);
}
