import type { Firestore } from 'firebase-admin/firestore';
import { NotificationSettings, newNotificationSettings } from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

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
    const next = { ...change(was?.value ?? newNotificationSettings(now())), updatedAt: now() };
    const batch = db.batch();
    const data = await encodeDocument(db, NotificationSettings, next);
    writeOver(batch, reference, { was: was?.version ?? null, data });
    if ((await landed(batch.commit(), UNLESS_CONFLICT)) !== null) return next;
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
