import { z } from 'zod';
import { personal } from '../store/personal.ts';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { NotificationKind, notificationLanguages } from './notification-kinds.ts';

/** How long notifications and deliveries are kept. */
export const NOTIFICATION_RETENTION_DAYS = 90;

const Details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * `notifications/{digest}`: something that a user is notified of. The id is derived from the kind, the event and the user,
 * so that an event which is delivered again notifies nobody twice.
 */
export const Notification = z.strictObject({
  schemaVersion,
  uid: z.string(),
  /** The account that it is about. */
  accountId: z.string(),
  kind: openEnum(NotificationKind.options as [NotificationKind, ...NotificationKind[]]),
  details: Details,
  /** The event that it follows from, such as a ledger entry. */
  eventId: z.string(),
  /** The day of the digest that has it; null: it is in none. */
  digest: z.string().nullable().default(null),
  createdAt: Time,
  /** Null: not read yet. */
  readAt: Time.nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** A choice about marketing, kept as proof of consent. */
const Consent = z.strictObject({
  isOn: z.boolean(),
  atMs: TimeMs,
  /** Where it was made: in the app's settings or by an unsubscribe link. */
  via: z.enum(['settings', 'link', 'complaint']),
  /** The version of the words that were shown. */
  wording: z.string(),
});

/** Minutes since midnight, in the user's time zone. */
const MinuteOfDay = z.int().min(0).max(1_439);

/** `notification_settings/{uid}`: how a user wants to be notified, and what was sent when. Absent: as usual. */
export const NotificationSettings = z.strictObject({
  schemaVersion,
  /** Null: not known, so English. */
  language: z.enum(notificationLanguages).nullable().default(null),
  /** An IANA time zone; null: not known, so UTC. */
  timeZone: personal(z.string()).nullable().default(null),
  /** Whether the user chose the time zone. Otherwise it follows the browser. */
  isTimeZoneChosen: z.boolean().default(false),
  /** Whether e-mail about service comes at once, once a day or never. */
  serviceEmail: z.enum(['each', 'digest', 'off']).default('each'),
  /** Whether the inbox shows notifications about service. */
  serviceInbox: z.boolean().default(true),
  /** Choices about marketing, oldest first. The last one applies; none: off. */
  marketing: z.array(Consent).default([]),
  /** No e-mail meanwhile, unless it is urgent. */
  quietHours: z.strictObject({ from: MinuteOfDay, to: MinuteOfDay }).nullable().default(null),
  /** The address that gets no e-mail any more, as a digest, and why. */
  suppressed: z
    .strictObject({ address: personal(z.string()), why: z.enum(['bounce', 'complaint']), atMs: TimeMs })
    .nullable()
    .default(null),
  /** When the user was warned of low credits; null: they have recovered since. */
  lowWarnedAt: Time.nullable().default(null),
  updatedAt: Time,
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** Returns whether the user wants marketing. */
export function wantsMarketing({ marketing }: Pick<NotificationSettings, 'marketing'>): boolean {
  return marketing.at(-1)?.isOn ?? false;
}

/** The settings of a user who has changed none. */
export function newNotificationSettings(nowMs: number): NotificationSettings {
  return {
    schemaVersion: 1,
    ...{ language: null, timeZone: null, isTimeZoneChosen: false, serviceEmail: 'each', serviceInbox: true },
    ...{ marketing: [], quietHours: null, suppressed: null, lowWarnedAt: null, updatedAt: nowMs },
  };
}
