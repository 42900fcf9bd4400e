import type { Firestore } from 'firebase-admin/firestore';
import { SECOND_MS } from '../../contract/index.ts';
import type { MailServer } from '../../platform/deploy/config.ts';
import { landed } from '../../platform/store/landed.ts';
import type { SendResult } from '../outbox/outbox.ts';
import type { RenderedEmail } from './render-email.ts';

/** An e-mail for one recipient. */
export interface Email extends RenderedEmail {
  readonly deliveryId: string;
  readonly to: string;
  /** The same on every attempt, so that mail programs show a repeated e-mail once. */
  readonly messageId: string;
  readonly dateMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Hands an e-mail over. `failed` with the result `bounce`: the recipient's server rejects the address for good. */
export type SendMail = (server: MailServer, email: Email) => Promise<SendResult>;

const TIMEOUT_MS = 20 * SECOND_MS;

/** Sends e-mail by SMTP, or by the collection that Firebase's extension Trigger Email sends from. */
export function createSendMail(db: Firestore): SendMail {
  return (server, email) =>
    server.kind === 'smtp' ? bySmtp(server, email) : byCollection(db, server, email);
}

async function bySmtp(
  { url, from }: Extract<MailServer, { kind: 'smtp' }>,
  email: Email,
): Promise<SendResult> {
  // Imported on use, because it would take a sixth of the time in which the functions start.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(url, {
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  } as never);
  const { to, subject, text, html, messageId, dateMs, headers } = email;
  try {
    const sent = await transport.sendMail({
      ...{ from, to, subject, text, html, messageId },
      ...{ date: new Date(dateMs), headers: { ...headers } },
    });
    return { state: 'delivered', result: sent.response.slice(0, 3) };
  } catch (error) {
    return toResult(error as SmtpError);
  } finally {
    transport.close();
  }
}

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** A rejected recipient is final. Everything else, such as a wrong password of ours, may be mended. */
function toResult({ code = 'error', responseCode, command }: SmtpError): SendResult {
  const isFinal = responseCode !== undefined && responseCode >= 500 && command === 'RCPT TO';
  if (isFinal) return { state: 'failed', result: 'bounce' };
  return { state: 'later', result: responseCode === undefined ? code.toLowerCase() : String(responseCode) };
}

/** Its document has the id of the delivery, so the extension sends each e-mail once. */
async function byCollection(
  db: Firestore,
  { collection, from }: Extract<MailServer, { kind: 'collection' }>,
  { deliveryId, to, subject, text, html, messageId, headers }: Email,
): Promise<SendResult> {
  const message = { subject, text, html, messageId, headers };
  await landed(
    db
      .collection(collection)
      .doc(deliveryId)
      .create({ to: [to], from, message }),
    ['exists'],
  );
  return { state: 'delivered', result: 'handed-over' };
}
