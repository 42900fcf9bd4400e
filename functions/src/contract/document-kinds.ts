import type { z } from 'zod';
import { Account, Activity, AddressTurns, AuditEntry, LedgerEntry, Result } from './documents.ts';
import { Billing, Payment, StripeEvent } from './payments.ts';

/** The documents that can be committed together with an account: in which collection each kind is, and what it is. */
export const documentKinds = {
  account: { collection: 'accounts', schema: Account },
  activity: { collection: 'activities', schema: Activity },
  entry: { collection: 'ledger', schema: LedgerEntry },
  result: { collection: 'results', schema: Result },
  audit: { collection: 'audit', schema: AuditEntry },
  address: { collection: 'rateLimits', schema: AddressTurns },
  payment: { collection: 'payments', schema: Payment },
  event: { collection: 'stripeEvents', schema: StripeEvent },
  billing: { collection: 'billing', schema: Billing },
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
