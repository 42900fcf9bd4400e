import { z } from 'zod';
import { isTimeZone } from '../insight/zoned-time.ts';
import { DocumentId } from '../text/identifiers.ts';
import { NotificationSettings } from './notification-documents.ts';

const { language, isTimeZoneChosen, serviceEmail, serviceInbox, quietHours } = NotificationSettings.shape;

/** The calls of users about their notifications. */
export const notificationCallables = {
  /** Marks notifications of the caller as read; null: all of them. */
  markNotificationsRead: {
    caller: 'person',
    request: z.strictObject({ notificationIds: z.array(DocumentId).min(1).max(100).nullable() }),
    response: z.strictObject({ marked: z.int().min(0) }),
  },
  /** Sets how the caller wants to be notified. A new choice about marketing is kept as proof. */
  setNotificationSettings: {
    caller: 'person',
    request: z.strictObject({
      language: language.unwrap(),
      /** An IANA time zone, such as `Europe/Berlin`; null: not known. */
      timeZone: z.string().max(64).refine(isTimeZone).nullable(),
      isTimeZoneChosen: isTimeZoneChosen.unwrap(),
      serviceEmail: serviceEmail.unwrap(),
      serviceInbox: serviceInbox.unwrap(),
      marketing: z.boolean(),
      quietHours: quietHours.unwrap(),
    }),
    response: z.strictObject({}),
  },
} as const;
