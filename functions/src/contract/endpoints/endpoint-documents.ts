import { z } from 'zod';
import { Severity } from '../limits/abuse.ts';
import { personal } from '../store/personal.ts';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';
import { endpointKinds } from './endpoint-events.ts';

export const ENDPOINTS_CONFIG = 'endpoints';

/** The most endpoints. They are in one document, which is read with every event. */
export const MAX_ENDPOINTS = 20;

/** How long the previous secret keeps signing after a new one was made. */
export const SECRET_OVERLAP_MS = 24 * 60 * 60_000;

/** Which alerts an endpoint gets, of those that it has subscribed to. */
export const AlertFilter = z.strictObject({
  leastSeverity: Severity,
  /** Kinds of alerts; null: all. */
  kinds: z.array(z.string().min(1).max(64)).min(1).max(50).nullable(),
});
export type AlertFilter = z.infer<typeof AlertFilter>;

/** Somewhere that the operator wants to be notified: a webhook, a channel of Slack, a service of PagerDuty or an e-mail address. */
export const Endpoint = z.strictObject({
  name: z.string(),
  kind: openEnum(endpointKinds),
  /** Its URL, key or e-mail address, encrypted. */
  address: z.string(),
  /** What staff see of the address. */
  hint: personal(z.string()),
  /** The names of the events that it gets. */
  events: z.array(z.string()),
  alerts: AlertFilter,
  /** `gone`: its receiver has answered 410, so nothing is sent until an admin turns it on again. */
  state: z.enum(['on', 'off', 'gone']),
  /** Counts the secrets that were made for it. They are derived, so none is stored. */
  secretNumber: z.int().min(1),
  /** Until when the secret before still signs; null: it doesn't. */
  previousSecretUntilMs: TimeMs.nullable(),
  createdAtMs: TimeMs,
  updatedAtMs: TimeMs,
});
export type Endpoint = z.infer<typeof Endpoint>;

/** `system_config/endpoints`: the operator's endpoints, by id. */
export const Endpoints = z.strictObject({
  schemaVersion,
  endpoints: z.record(z.string(), Endpoint),
  updatedAt: Time,
});
export type Endpoints = z.infer<typeof Endpoints>;

/** Returns whether an endpoint wants an event. */
export function wantsEvent(
  { state, events, alerts }: Pick<Endpoint, 'state' | 'events' | 'alerts'>,
  event: { readonly name: string; readonly kind?: string; readonly severity?: Severity },
): boolean {
  if (state !== 'on' || !events.includes(event.name)) return false;
  const { kind, severity } = event;
  if (kind === undefined || severity === undefined) return true;
  const isSevere = Severity.options.indexOf(severity) >= Severity.options.indexOf(alerts.leastSeverity);
  return isSevere && (alerts.kinds?.includes(kind) ?? true);
}
