import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { IssueCode } from '../messages/issues-en.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { isPrototypeName, wellFormedText } from './text.ts';

/**
 * An id that is a valid document id in Firestore (firebase.google.com/docs/firestore/quotas): no slash, not `.`, `..`
 * or `__x__`. Invisible characters are not allowed either: controls, directional marks, lone surrogates.
 */
const oneDocument = /^(?!\.{1,2}$)(?!__.*__$)[^/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

function documentId(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(oneDocument, { error: 'document-id' satisfies IssueCode });
}

/** The id of an account, or a uid: a personal account has its owner's uid. Firebase allows 1 to 128 characters. */
export const AccountId = documentId(128);

/** The id of a document that joins several ids, such as that of a payment or of a Stripe event. */
export const DocumentId = documentId(400);

/** An id made by Stripe. It becomes part of ids here, and a key of records. */
export const StripeId = z
  .string()
  .regex(/^(?!__)(?!\.{1,2}$)[A-Za-z0-9_.-]{1,255}$/, { error: 'stripe-id' satisfies IssueCode })
  .refine((id) => !isPrototypeName(id), { error: 'stripe-id' satisfies IssueCode });

/** A short lower-case name that is a key of records: of an operation, model, pack, plan, provider or variant. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: 'name-format' satisfies IssueCode })
  .refine((name) => !isPrototypeName(name), { error: 'reserved-name' satisfies IssueCode });

/** A staff member's reason for an action, for the audit log. */
export const Reason = wellFormedText({ min: 1, max: 300 });

/** A UUIDv7 that the client makes once per intent and reuses on every retry: the idempotency key. */
export const RequestId = z.uuidv7({ error: 'request-id' satisfies IssueCode });

/** The longest label that a request can have. */
export const MAX_LABEL_LENGTH = 40;

/** What a user calls a group of their requests, such as a project. */
export const RequestLabel = wellFormedText({ min: 1, max: MAX_LABEL_LENGTH });

const MAX_AGE_MS = 7 * DAY_MS;
const MAX_AHEAD_MS = 5 * MINUTE_MS;

/**
 * Returns the time at which a UUIDv7 was made, in milliseconds since 1970 (RFC 9562, section 5.7: its first 48 bits).
 */
export function requestTimeMs(requestId: string): number {
  return Number.parseInt(requestId.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * Rejects a request id from the future, or one so old that its outcome may be gone.
 * @throws AppError `request-expired`
 */
export function assertFreshRequestId(requestId: string, nowMs: number): void {
  const ageMs = nowMs - requestTimeMs(requestId);
  if (ageMs > MAX_AGE_MS) {
    throw new AppError('request-expired', { reason: 'old' });
  }
  if (ageMs < -MAX_AHEAD_MS) {
    throw new AppError('request-expired', { reason: 'future' });
  }
}
