import type { Firestore } from 'firebase-admin/firestore';
import { Alert, type Delivery, type Endpoint, SECOND_MS } from '../../contract/index.ts';
import type { MailServer } from '../../platform/deploy/config.ts';
import type { EndpointKeys } from '../../platform/receivers/endpoint-keys.ts';
import type { OutgoingRequest, SendRequest } from '../../platform/receivers/send-request.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { SendMail } from '../email/mail-transport.ts';
import { renderEmail } from '../email/render-email.ts';
import type { SendResult } from '../outbox/outbox.ts';
import { pagerdutyRequest, slackRequest, webhookRequest } from './endpoint-messages.ts';
import { markGone, readEndpoints } from './endpoint-store.ts';
import { endpointText } from './endpoint-text.ts';

export interface EndpointServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly endpointKeys: EndpointKeys;
  readonly sendRequest: SendRequest;
  /** Null: none is set up. */
  readonly mailServer: () => MailServer | null;
  readonly sendMail: SendMail;
  readonly siteAddress: () => string;
  readonly pagerdutyAddress: () => string;
}

/** The responses that may have `Retry-After`. */
const BUSY = [429, 503];

interface Sending {
  readonly deliveryId: string;
  readonly delivery: Delivery;
  readonly endpointId: string;
  readonly endpoint: Endpoint;
  readonly address: string;
}

/** Sends a message to an endpoint, as it is set up now. A receiver that answers 410 gets nothing any more. */
export async function sendToEndpoint(
  services: EndpointServices,
  deliveryId: string,
  delivery: Delivery & { readonly endpointId: string },
): Promise<SendResult> {
  const { endpointId } = delivery;
  const endpoint = (await readEndpoints(services.db))?.value.endpoints[endpointId];
  if (!endpoint) return { state: 'suppressed', result: 'no-endpoint' };
  if (endpoint.state !== 'on') return { state: 'suppressed', result: endpoint.state };
  const address = services.endpointKeys.open(endpoint.address);
  const sending = { deliveryId, delivery, endpointId, endpoint, address };
  if (endpoint.kind === 'email') return sendEmailTo(services, sending);
  const superseded = await supersededBy(services, sending);
  if (superseded) return { state: 'suppressed', result: superseded };
  const request = toRequest(services, sending);
  if (!request) return { state: 'failed', result: 'unknown-kind' };
  const answer = await services.sendRequest(request);
  if (answer.status === null) {
    const isFinal = answer.why === 'private-address' || answer.why === 'not-a-url';
    return { state: isFinal ? 'failed' : 'later', result: answer.why };
  }
  const result = String(answer.status);
  if (answer.status >= 200 && answer.status < 300) return { state: 'delivered', result };
  if (BUSY.includes(answer.status)) {
    return { state: 'later', result, retryAtMs: toRetryAtMs(answer.retryAfter, services.now()) };
  }
  if (answer.status !== 410) return { state: 'later', result };
  await markGone(services, endpointId);
  return { state: 'failed', result };
}

/** Reads `Retry-After`, in seconds or as a date. @returns null when it is neither */
function toRetryAtMs(retryAfter = '', nowMs: number): number | null {
  const atMs = /^\d+$/.test(retryAfter) ? nowMs + Number(retryAfter) * SECOND_MS : Date.parse(retryAfter);
  return Number.isNaN(atMs) ? null : atMs;
}

function toRequest(services: EndpointServices, sending: Sending): OutgoingRequest | null {
  const { delivery, endpoint, address: url, deliveryId: messageId } = sending;
  const site = services.siteAddress();
  switch (endpoint.kind) {
    case 'webhook': {
      const nowMs = services.now();
      return webhookRequest(delivery, {
        url,
        messageId,
        nowMs,
        secrets: secretsOf(services, sending, nowMs),
      });
    }
    case 'slack':
      return slackRequest(endpointText(delivery), { url, site });
    case 'pagerduty': {
      const server = services.pagerdutyAddress();
      const text = endpointText(delivery);
      return pagerdutyRequest(delivery, { server, routingKey: url, site, text });
    }
    default:
      return null;
  }
}

function secretsOf({ endpointKeys }: EndpointServices, sending: Sending, nowMs: number): string[] {
  const { endpointId, endpoint } = sending;
  const { secretNumber, previousSecretUntilMs } = endpoint;
  const overlaps = previousSecretUntilMs !== null && nowMs < previousSecretUntilMs;
  return (overlaps ? [secretNumber, secretNumber - 1] : [secretNumber]).map((number) =>
    endpointKeys.secretOf(endpointId, number),
  );
}

/**
 * Returns what has become of an alert since its message was written, if that would make the message wrong. An alert and its end
 * share an incident of PagerDuty, so a late message would open or close it against the truth.
 */
async function supersededBy(
  { db }: EndpointServices,
  { endpoint, delivery }: Sending,
): Promise<'resolved' | 'open-again' | null> {
  const { kind, details } = delivery;
  if (endpoint.kind !== 'pagerduty' || (kind !== 'alert.fired' && kind !== 'alert.resolved')) return null;
  const stored = await collection(db, 'alerts').doc(String(details.alertId)).get();
  const alert = decodeDocument(Alert, stored)?.value;
  if (!alert) return null;
  const isOpen = alert.resolvedAt === null;
  if (kind === 'alert.fired') return isOpen ? null : 'resolved';
  return isOpen ? 'open-again' : null;
}

async function sendEmailTo(
  { mailServer, sendMail, siteAddress }: EndpointServices,
  { deliveryId, delivery, address: to }: Sending,
): Promise<SendResult> {
  const server = mailServer();
  if (!server) return { state: 'later', result: 'no-mail-server' };
  const site = siteAddress();
  const { title, text, path, rows = [] } = endpointText(delivery);
  const settingsUrl = `${site}/admin/endpoints`;
  const part = { title, text, rows, action: 'Open Firemeter', url: `${site}${path}` };
  const rendered = renderEmail({
    ...{ language: 'en', class: 'required', parts: [part], settingsUrl, unsubscribeUrl: null },
  });
  return sendMail(server, {
    ...{ ...rendered, deliveryId, to, dateMs: delivery.createdAt },
    messageId: `<${deliveryId}@${new URL(site).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}
