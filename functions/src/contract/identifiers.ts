import { z } from 'zod';
import { AppError } from './errors.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { isPrototypeName, wellFormedText } from './text.ts';
import { DAY_MS, MINUTE_MS } from './time.ts';

/**
 * An id that can stand for one document in a path of the store (firebase.google.com/docs/firestore/quotas): no slash, not
 * `.`, `..` or `__x__`. Nothing invisible either: controls, marks of direction, halves of characters.
 */
const oneDocument = /^(?!\.{1,2}$)(?!__.*__$)[^/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

function documentId(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(oneDocument, { error: 'document-id' satisfies IssueCode });
}

/** The id of an account, or a uid: a personal account has its owner's. Firebase allows 1 to 128 characters. */
export const AccountId = documentId(128);

/** The id of a document that is made of several ids: a payment's, an event's of Stripe's. */
export const DocumentId = documentId(400);

/** An id as Stripe makes them: it becomes part of ids here, and a key of records. */
export const StripeId = z
  .string()
  .regex(/^(?!__)(?!\.{1,2}$)[A-Za-z0-9_.-]{1,255}$/, { error: 'stripe-id' satisfies IssueCode })
  .refine((id) => !isPrototypeName(id), { error: 'stripe-id' satisfies IssueCode });

/** Short lower-case names, which are keys of records: operations, models, packs, plans, providers, variants. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: 'name-format' satisfies IssueCode })
  .refine((name) => !isPrototypeName(name), { error: 'reserved-name' satisfies IssueCode });

/** The reason that staff give for an action, for the audit log. */
export const Reason = wellFormedText({ min: 1, max: 300 });

/** UUIDv7 made by the client once per intent and reused on every retry: the idempotency key. */
export const RequestId = z.uuidv7();

const MAX_AGE_MS = 7 * DAY_MS;
const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** Milliseconds since 1970 at which a UUIDv7 was made (RFC 9562, section 5.7: its first 48 bits). */
export function requestTimeMs(requestId: string): number {
  return Number.parseInt(requestId.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * Refuses a request id too old for its outcome to be certain, or from the future.
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
