import type { Firestore } from 'firebase-admin/firestore';
import { NotificationSettings, newNotificationSettings } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { replaceDocument } from '../platform/store/replace-document.ts';

const MAX_TRIES = 5;

/** Changes a user's settings as they are now. @returns the new settings */
export async function changeSettings(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  uid: string,
  change: (settings: NotificationSettings) => NotificationSettings,
): Promise<NotificationSettings> {
  const reference = collection(db, 'notificationSettings').doc(uid);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const was = decodeDocument(NotificationSettings, await reference.get());
    const value = { ...change(was?.value ?? newNotificationSettings(now())), updatedAt: now() };
    const write = { schema: NotificationSettings, was: was?.version ?? null, value };
    if (await replaceDocument(db, reference, write)) return value;
  }
  throw new Error(`Others kept writing the settings of ${uid}`);
}

/** The version of the words in the settings that ask for consent to marketing. */
const CONSENT_WORDING = '2026-11';

/** Records a choice about marketing, which is kept as proof. Repeating the last choice changes nothing. */
export function withMarketing(
  settings: NotificationSettings,
  choice: Omit<NotificationSettings['marketing'][number], 'wording'>,
): NotificationSettings {
  const last = settings.marketing.at(-1)?.isOn ?? false;
  if (last === choice.isOn) return settings;
  return { ...settings, marketing: [...settings.marketing, { ...choice, wording: CONSENT_WORDING }] };
}
