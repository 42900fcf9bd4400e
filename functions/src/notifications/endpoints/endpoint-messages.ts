import { Webhook } from 'standardwebhooks';
import type { Delivery, Severity } from '../../contract/index.ts';
import type { OutgoingRequest } from '../../platform/receivers/send-request.ts';
import type { EndpointText } from './endpoint-text.ts';

type Message = Pick<Delivery, 'kind' | 'details'>;

/**
 * Returns the request of a webhook, as Standard Webhooks describes it. Its body and id are the same on every attempt.
 * @param signing.secrets each signs: the current one, and the one before as long as receivers may still use it
 */
export function webhookRequest(
  { kind, details }: Message,
  {
    url,
    messageId,
    secrets,
    nowMs,
  }: { url: string; messageId: string; secrets: readonly string[]; nowMs: number },
): OutgoingRequest {
  const timestamp = new Date(Number(details.atMs)).toISOString();
  const body = JSON.stringify({ type: kind, timestamp, data: details });
  const sentAt = new Date(nowMs);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(messageId, sentAt, body));
  return {
    ...{ method: 'POST', url, body },
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}

/** Returns the request of an incoming webhook of Slack. */
export function slackRequest(
  { title, text, severity, isOver, path, rows = [] }: EndpointText,
  { url, site }: { readonly url: string; readonly site: string },
): OutgoingRequest {
  const mark = severity === null ? '' : isOver ? ':white_check_mark: ' : slackMarks[severity];
  const lines = [text, ...rows.map(([label, value]) => `${label}: ${value}`)].map(forSlack);
  const words = [`${mark}*${forSlack(title)}*`, ...lines, `<${site}${path}|Open Firemeter>`].join('\n');
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: words } }];
  return jsonRequest(url, { text: forSlack(title), blocks });
}

const slackMarks: Readonly<Record<Severity, string>> = {
  low: ':information_source: ',
  medium: ':warning: ',
  high: ':rotating_light: ',
  critical: ':fire: ',
};

/** As docs.slack.dev/messaging/formatting-message-text asks. */
function forSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Returns the request of an event of PagerDuty's Events API v2. An alert and its end share a key, so one incident does. */
export function pagerdutyRequest(
  { details, kind }: Message,
  {
    server,
    routingKey,
    site,
    text,
  }: { server: string; routingKey: string; site: string; text: EndpointText },
): OutgoingRequest {
  const isTest = kind === 'endpoint.tested';
  return jsonRequest(`${server}/v2/enqueue`, {
    routing_key: routingKey,
    // A test leaves no open incident.
    event_action: text.isOver || isTest ? 'resolve' : 'trigger',
    dedup_key: String(details.alertId ?? details.eventId),
    payload: {
      summary: text.title.slice(0, 1_024),
      source: new URL(site).hostname,
      severity: pagerdutySeverities[text.severity ?? 'low'],
      timestamp: new Date(Number(details.atMs)).toISOString(),
      class: String(details.kind ?? kind),
      custom_details: details,
    },
    links: [{ href: `${site}${text.path}`, text: 'Open Firemeter' }],
  });
}

const pagerdutySeverities: Readonly<Record<Severity, string>> = {
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'critical',
};

function jsonRequest(url: string, body: unknown): OutgoingRequest {
  return {
    ...{ method: 'POST', url, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  };
}
