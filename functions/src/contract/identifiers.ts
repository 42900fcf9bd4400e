import { z } from 'zod';
import { wellFormedText } from './text.ts';

/** Names of members that every object has: looked up as a key, one would find what nobody has stored. */
const prototypeNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns whether a name means something to JavaScript itself: `__proto__`, `constructor`, `toString`. */
export function isPrototypeName(name: string): boolean {
  return prototypeNames.has(name);
}

/**
 * An id that can stand for one document in a path of the store (firebase.google.com/docs/firestore/quotas): no slash, not
 * `.`, `..` or `__x__`. Nothing invisible either: controls, marks of direction, halves of characters.
 */
const oneDocument = /^(?!\.{1,2}$)(?!__.*__$)[^/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

function documentId(max: number) {
  return z.string().min(1).max(max).regex(oneDocument, { error: 'This cannot be the id of anything' });
}

/** The id of an account, which is its owner's uid: Firebase allows 1 to 128 characters. */
export const AccountId = documentId(128);

/** The id of a document that is made of several ids: a payment's, an event's of Stripe's. */
export const DocumentId = documentId(400);

/** An id as Stripe makes them: it becomes part of ids here, and a key of records. */
export const StripeId = z
  .string()
  .regex(/^(?!__)(?!\.{1,2}$)[A-Za-z0-9_.-]{1,255}$/, { error: 'This is no id of Stripe’s' })
  .refine((id) => !isPrototypeName(id), { error: 'This is no id of Stripe’s' });

/** Short lower-case names, which are keys of records: operations, models, packs, plans, providers, variants. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: 'Use a-z, 0-9, dot and hyphen' })
  .refine((name) => !isPrototypeName(name), { error: 'This name means something else to programs' });

/** The reason that staff give for an action, for the audit log. */
export const Reason = wellFormedText({ min: 1, max: 300 });
