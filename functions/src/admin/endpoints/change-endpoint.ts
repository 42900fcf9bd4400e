import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  AppError,
  assertFreshRequestId,
  assertNever,
  Delivery,
  ENDPOINTS_CONFIG,
  type Endpoint,
  type EndpointKind,
  Endpoints,
  eventsOfKind,
  MAX_ENDPOINTS,
  type RequestOf,
  SECRET_OVERLAP_MS,
} from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { endpointDelivery } from '../../platform/receivers/endpoint-delivery.ts';
import type { EndpointKeys } from '../../platform/receivers/endpoint-keys.ts';
import { faultOfReceiver } from '../../platform/receivers/send-request.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

export interface ChangeEndpointServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly endpointKeys: EndpointKeys;
  readonly allowsPrivateReceivers: () => boolean;
  readonly outbox: { schedule(deliveryId: string, atMs: number): Promise<void> };
}

type Request = RequestOf<'changeEndpoint'>;
type EndpointsById = Endpoints['endpoints'];

/** Changes the operator's endpoints, once per request id, with an audit entry in the same commit. */
export function changeEndpoint(services: ChangeEndpointServices): Handler<'changeEndpoint'> {
  const { db, now, endpointKeys, outbox } = services;
  return async (request, context) => {
    const nowMs = now();
    assertFreshRequestId(request.requestId, nowMs);
    const endpointId = request.action === 'create' ? request.requestId : request.endpointId;
    const reference = collection(db, 'config').doc(ENDPOINTS_CONFIG);
    const auditId = `endpoint-${request.requestId}`;
    const [stored, done] = await db.getAll(reference, collection(db, 'audit').doc(auditId));
    const was = (stored && decodeDocument(Endpoints, stored)) ?? null;
    const before = was?.value.endpoints[endpointId] ?? null;
    // After a first call, the endpoint may be gone.
    const after = done?.exists ? before : nextEndpoint(services, request, { before, nowMs });
    const others = without(was?.value.endpoints ?? {}, endpointId);
    if (!before && after && Object.keys(others).length >= MAX_ENDPOINTS) {
      throw new AppError('invalid-argument', { reason: 'too-many-endpoints', max: MAX_ENDPOINTS });
    }
    const endpoints = after ? { ...others, [endpointId]: after } : others;
    const next = { schemaVersion: 1, ...was?.value, endpoints, updatedAt: nowMs };
    const data = await encodeDocument(db, Endpoints, next);
    const test = request.action === 'test' ? testOf(request, nowMs) : null;
    const testData = test && (await encodeDocument(db, Delivery, test.delivery));
    const entry = {
      ...attribution(context),
      ...{ action: auditActionOf[request.action], target: `endpoints/${endpointId}` },
      ...{ before: before && recorded(services, before), after: after && recorded(services, after) },
      reason: request.action === 'test' ? '' : request.reason,
    };
    const change = (batch: WriteBatch) => {
      if (test && testData) batch.create(collection(db, 'outbox').doc(test.deliveryId), testData);
      else writeOver(batch, reference, { was: was?.version ?? null, data });
    };
    await writeAudited(services, { auditId, entry, change });
    if (test) await outbox.schedule(test.deliveryId, nowMs);
    const makesSecret = request.action === 'create' || request.action === 'rotate-secret';
    const hasSecret = makesSecret && after?.kind === 'webhook';
    return { endpointId, secret: hasSecret ? endpointKeys.secretOf(endpointId, after.secretNumber) : null };
  };
}

const auditActionOf = {
  create: 'create-endpoint',
  update: 'change-endpoint',
  'rotate-secret': 'rotate-endpoint-secret',
  delete: 'delete-endpoint',
  test: 'test-endpoint',
} as const satisfies Record<Request['action'], string>;

/** @returns the endpoint after the change; null: it is deleted */
function nextEndpoint(
  services: ChangeEndpointServices,
  request: Request,
  { before, nowMs }: { readonly before: Endpoint | null; readonly nowMs: number },
): Endpoint | null {
  if (request.action === 'create') {
    const { kind, address, name, events, alerts } = request;
    assertEvents(kind, events);
    return {
      ...{ name, kind, events, alerts, ...sealedAddress(services, kind, address), state: 'on' },
      ...{ secretNumber: 1, previousSecretUntilMs: null, createdAtMs: nowMs, updatedAtMs: nowMs },
    };
  }
  if (!before) throw new AppError('not-found', { reason: 'endpoint' });
  switch (request.action) {
    case 'update': {
      const { address, name, events, alerts, isOn } = request;
      assertEvents(before.kind, events);
      const moved = address === null ? {} : sealedAddress(services, before.kind, address);
      return { ...before, ...moved, name, events, alerts, state: isOn ? 'on' : 'off', updatedAtMs: nowMs };
    }
    case 'rotate-secret': {
      const secretNumber = before.secretNumber + 1;
      const previousSecretUntilMs = nowMs + SECRET_OVERLAP_MS;
      return { ...before, secretNumber, previousSecretUntilMs, updatedAtMs: nowMs };
    }
    case 'test':
      return before;
    case 'delete':
      return null;
    default:
      return assertNever(request);
  }
}

function assertEvents(kind: EndpointKind, events: readonly string[]): void {
  const possible: readonly string[] = eventsOfKind[kind] ?? [];
  if (!events.every((event) => possible.includes(event))) {
    throw new AppError('invalid-argument', { reason: 'endpoint-events' });
  }
}

/** PagerDuty calls it the integration key of a service. */
const RoutingKey = z.string().regex(/^[A-Za-z0-9]{20,64}$/);

function sealedAddress(
  { endpointKeys, allowsPrivateReceivers }: ChangeEndpointServices,
  kind: EndpointKind,
  text: string,
): Pick<Endpoint, 'address' | 'hint'> {
  const address = text.trim();
  const fault =
    kind === 'email'
      ? z.email().safeParse(address).error
      : kind === 'pagerduty'
        ? RoutingKey.safeParse(address).error
        : faultOfReceiver(address, allowsPrivateReceivers());
  if (fault) throw new AppError('invalid-argument', { reason: 'endpoint-address' });
  return { address: endpointKeys.seal(address), hint: hintOf(kind, address) };
}

/** Shows which address it is, without what would allow others to send to it. */
function hintOf(kind: EndpointKind, address: string): string {
  if (kind === 'email') return address;
  const end = `…${address.slice(-4)}`;
  return kind === 'pagerduty' ? end : `${new URL(address).host}/${end}`;
}

/**
 * Returns what the audit log records of an endpoint. The log is kept for good, and addresses may name people, so it has a
 * fingerprint of the address, which shows a change.
 */
function recorded({ endpointKeys }: ChangeEndpointServices, endpoint: Endpoint) {
  const { name, kind, events, alerts, state, secretNumber, address } = endpoint;
  const addressFingerprint = endpointKeys.fingerprintOf(address);
  return { name, kind, addressFingerprint, events, alerts, state, secretNumber };
}

function testOf({ requestId, endpointId }: Extract<Request, { action: 'test' }>, nowMs: number) {
  return endpointDelivery(endpointId, { name: 'endpoint.tested', eventId: requestId, atMs: nowMs }, nowMs);
}

function without(endpoints: EndpointsById, endpointId: string): EndpointsById {
  const { [endpointId]: _, ...others } = endpoints;
  return others;
}
