import type { z } from 'zod';
import { Account, Activity, AddressTurns, AuditEntry, LedgerEntry, Prompt, Result } from './documents.ts';
import { Billing, Payment, StripeEvent } from './payments.ts';

/**
 * The documents that can be committed together with an account: in which collection each kind is, what it is, and whether
 * it is written only where there is none (`once`), over what it was when it was read (`guarded`), or over anything (`freely`).
 * A `lean` one's schema takes what is not there for null or false, which is not stored: a document costs by the field.
 */
export const documentKinds = {
  account: { collection: 'accounts', schema: Account, written: 'guarded', lean: true },
  activity: { collection: 'activities', schema: Activity, written: 'guarded', lean: true },
  entry: { collection: 'ledger', schema: LedgerEntry, written: 'once', lean: false },
  prompt: { collection: 'prompts', schema: Prompt, written: 'freely', lean: false },
  result: { collection: 'results', schema: Result, written: 'freely', lean: false },
  audit: { collection: 'audit', schema: AuditEntry, written: 'once', lean: false },
  address: { collection: 'rateLimits', schema: AddressTurns, written: 'guarded', lean: false },
  payment: { collection: 'payments', schema: Payment, written: 'guarded', lean: false },
  event: { collection: 'stripeEvents', schema: StripeEvent, written: 'guarded', lean: false },
  billing: { collection: 'billing', schema: Billing, written: 'guarded', lean: false },
} as const;

export type DocumentKind = keyof typeof documentKinds;
export type DocumentOf<K extends DocumentKind> = z.output<(typeof documentKinds)[K]['schema']>;

/** Says which document. */
export type Key<K extends DocumentKind = DocumentKind> = {
  readonly [L in K]: { readonly kind: L; readonly id: string };
}[K];

/** A document, and which one it is. */
export type Document<K extends DocumentKind = DocumentKind> = {
  readonly [L in K]: Key<L> & { readonly value: DocumentOf<L> };
}[K];
