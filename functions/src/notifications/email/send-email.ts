import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import {
  type Delivery,
  Notification,
  NotificationSettings,
  newNotificationSettings,
  notificationShape,
  notificationText,
  textFormats,
  wantsEmail,
} from '../../contract/index.ts';
import type { MailServer } from '../../platform/deploy/config.ts';
import { keyedDigest } from '../../platform/digest.ts';
import { findAuthUser } from '../../platform/identity/identities.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { changeSettings } from '../change-settings.ts';
import type { SendResult } from '../outbox/outbox.ts';
import type { SendMail } from './mail-transport.ts';
import { type EmailPart, renderEmail } from './render-email.ts';
import type { UnsubscribeLinks } from './unsubscribe-links.ts';

export interface EmailServices {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUser'>;
  readonly now: () => number;
  /** Null: none is set up. */
  readonly mailServer: () => MailServer | null;
  readonly sendMail: SendMail;
  readonly links: UnsubscribeLinks;
  readonly siteAddress: () => string;
  readonly digestKey: () => string;
}

/** The most notifications in a digest. */
const MAX_PARTS = 50;

/**
 * Sends a user's e-mail, in their language and to the address that they have now: only to a verified address, and only
 * if they still want it.
 */
export async function sendEmail(
  services: EmailServices,
  deliveryId: string,
  delivery: Delivery & { readonly uid: string },
): Promise<SendResult> {
  const { uid, kind } = delivery;
  const server = services.mailServer();
  if (!server) return { state: 'later', result: 'no-mail-server' };
  const user = await findAuthUser(services.auth, uid);
  if (!user?.email || !user.emailVerified) return { state: 'suppressed', result: 'no-verified-address' };
  const settings = await readSettings(services, uid);
  const address = addressDigest(services.digestKey(), user.email);
  if (settings.suppressed?.address === address)
    return { state: 'suppressed', result: settings.suppressed.why };
  const of = kind === 'digest' ? 'service' : (notificationShape(kind)?.class ?? null);
  if (of === null || !wantsEmail(settings, of)) return { state: 'suppressed', result: 'not-wanted' };
  const parts = await partsOf(services, delivery, settings);
  if (parts.length === 0) return { state: 'suppressed', result: 'nothing-to-say' };
  const site = services.siteAddress();
  const unsubscribeUrl = of === 'required' ? null : `${site}${services.links.make({ uid, class: of })}`;
  const rendered = renderEmail({
    ...{ language: settings.language ?? 'en', class: of, parts, unsubscribeUrl },
    settingsUrl: `${site}/account#notifications`,
  });
  const result = await services.sendMail(server, {
    ...{ ...rendered, deliveryId, to: user.email, dateMs: delivery.createdAt },
    messageId: `<${deliveryId}@${new URL(site).hostname}>`,
    headers: headersOf(unsubscribeUrl),
  });
  if (result.result === 'bounce') await suppress(services, uid, { address, why: 'bounce' });
  return result;
}

/** Returns the digest under which an address is suppressed. */
export function addressDigest(key: string, email: string): string {
  return keyedDigest(keyedDigest(key, 'suppressed addresses'), email.trim().toLowerCase());
}

/** Sends no more e-mail to an address of a user. */
export async function suppress(
  services: Pick<EmailServices, 'db' | 'now'>,
  uid: string,
  { address, why }: { readonly address: string; readonly why: 'bounce' | 'complaint' },
): Promise<void> {
  const atMs = services.now();
  await changeSettings(services, uid, (settings) => ({ ...settings, suppressed: { address, why, atMs } }));
}

/** RFC 8058 lets mail programs unsubscribe with one click. */
function headersOf(unsubscribeUrl: string | null): Record<string, string> {
  const automatic = { 'Auto-Submitted': 'auto-generated' };
  if (unsubscribeUrl === null) return automatic;
  return {
    ...automatic,
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

async function readSettings({ db, now }: EmailServices, uid: string): Promise<NotificationSettings> {
  const stored = await collection(db, 'notificationSettings').doc(uid).get();
  return decodeDocument(NotificationSettings, stored)?.value ?? newNotificationSettings(now());
}

async function partsOf(
  { db, siteAddress }: EmailServices,
  { uid, kind, details }: Delivery & { readonly uid: string },
  { language: chosen, timeZone }: NotificationSettings,
): Promise<EmailPart[]> {
  const language = chosen ?? 'en';
  const formats = textFormats(language, { timeZone: timeZone ?? 'UTC' });
  const toPart = (facts: { readonly kind: string; readonly details: unknown }): EmailPart[] => {
    const text = notificationText(facts, { language, formats });
    return text ? [{ ...text, url: `${siteAddress()}${notificationShape(facts.kind)?.path ?? ''}` }] : [];
  };
  if (kind !== 'digest') return toPart({ kind, details });
  const { docs } = await collection(db, 'notifications')
    .where('uid', '==', uid)
    .where('digest', '==', details.day)
    .limit(MAX_PARTS)
    .get();
  return docs
    .flatMap((doc) => decodeDocument(Notification, doc)?.value ?? [])
    .sort((a, b) => a.createdAt - b.createdAt)
    .flatMap(toPart);
}
