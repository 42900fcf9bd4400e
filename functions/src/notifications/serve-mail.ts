import { timingSafeEqual } from 'node:crypto';
import type { Response } from 'express';
import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import type { Request } from 'firebase-functions/https';
import { z } from 'zod';
import { NotificationSettings } from '../contract/index.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { changeSettings, withMarketing } from './change-settings.ts';
import { emailTexts } from './email/email-texts.ts';
import { addressDigest, suppress } from './email/send-email.ts';
import {
  UNSUBSCRIBE_PATH,
  type UnsubscribeLinks,
  type UnsubscribeTarget,
} from './email/unsubscribe-links.ts';

export interface MailServices {
  readonly db: Firestore;
  readonly auth: Pick<Auth, 'getUserByEmail'>;
  readonly now: () => number;
  readonly unsubscribeLinks: UnsubscribeLinks;
  readonly digestKey: () => string;
  /** Returns the bearer token that reports of bounces and complaints must have; empty: none are accepted. */
  readonly mailEventsToken: () => string;
}

const MailEvent = z.object({ type: z.enum(['bounce', 'complaint']), email: z.email().max(254) });

/**
 * Serves `/mail/unsubscribe`, where links of e-mails lead, and `/mail/events`, where a mail service reports addresses that
 * don't exist and complaints. A link alone changes nothing, because programs follow links to check them.
 */
export function serveMail(services: MailServices) {
  return async (request: Request, response: Response): Promise<void> => {
    const path = request.path.replace(/\/+$/, '');
    if (path.endsWith('/events')) return takeEvent(services, request, response);
    if (!path.endsWith('/unsubscribe')) return void response.status(404).end();
    const found = services.unsubscribeLinks.read(request.query as Record<string, unknown>);
    const language = found ? await languageOf(services, found.uid) : 'en';
    const texts = emailTexts[language];
    if (!found) return show(response.status(400), { language, text: texts.invalidLink });
    if (request.method === 'GET' || request.method === 'HEAD') {
      const action = `${UNSUBSCRIBE_PATH}?${new URLSearchParams(request.query as Record<string, string>)}`;
      return show(response, { language, text: texts.confirm, form: { action, label: texts.confirmButton } });
    }
    if (request.method !== 'POST') return void response.status(405).end();
    await unsubscribe(services, found);
    show(response, { language, text: texts.unsubscribed });
  };
}

/** Stops e-mail of a class. Safe to repeat. */
async function unsubscribe(services: MailServices, { uid, class: of }: UnsubscribeTarget): Promise<void> {
  await changeSettings(services, uid, (settings) =>
    of === 'service'
      ? { ...settings, serviceEmail: 'off' }
      : withMarketing(settings, { isOn: false, atMs: services.now(), via: 'link' }),
  );
}

async function takeEvent(services: MailServices, request: Request, response: Response): Promise<void> {
  const token = services.mailEventsToken();
  const sent = request.get('authorization') ?? '';
  if (request.method !== 'POST') return void response.status(405).end();
  if (token === '' || !isEqual(sent, `Bearer ${token}`)) return void response.status(401).end();
  const event = MailEvent.safeParse(request.body);
  if (!event.success) return void response.status(400).json({ error: 'invalid' });
  const { type: why, email } = event.data;
  const user = await services.auth.getUserByEmail(email).catch(() => null);
  if (user) await suppress(services, user.uid, { address: addressDigest(services.digestKey(), email), why });
  response.status(200).json({ suppressed: user !== null });
}

async function languageOf({ db }: MailServices, uid: string) {
  const stored = await collection(db, 'notificationSettings').doc(uid).get();
  return decodeDocument(NotificationSettings, stored)?.value.language ?? 'en';
}

function show(
  response: Response,
  page: { language: string; text: string; form?: { action: string; label: string } },
): void {
  const { language, text, form } = page;
  const button = form
    ? `<form method="post" action="${form.action.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"><button>${form.label}</button></form>`
    : '';
  response
    .set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>Firemeter</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem}button{font:inherit;padding:.6rem 1rem}</style></head><body><h1>Firemeter</h1><p>${text}</p>${button}</body></html>`,
    );
}

/** Compares in constant time. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
