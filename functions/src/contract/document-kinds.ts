import type { z } from 'zod';
import {
  Account,
  Activity,
  AddressTurns,
  AuditEntry,
  type collections,
  LedgerEntry,
  Prompt,
  Result,
} from './documents.ts';
import { Milestones } from './milestones.ts';
import { Billing, Payment, StripeEvent } from './payments.ts';

/**
 * The documents that can be committed together with an account: in which collection each kind is, what it is, and whether
 * it is written only where there is none (`once`), over what it was when it was read (`guarded`), or over anything (`freely`).
 * With `omitNulls`, null and false are not stored, and the schema reads them from what is absent: each field costs. Where
 * one of `storeTimes` is set, the store fills in its own time of the commit: no clock of an instance is trusted there.
 */
export const documentKinds = {
  account: { collection: 'accounts', schema: Account, written: 'guarded', omitNulls: true },
  activity: {
    collection: 'activities',
    schema: Activity,
    written: 'guarded',
    omitNulls: true,
    storeTimes: ['recordedAt', 'lateRecordedAt'],
  },
  entry: { collection: 'ledger', schema: LedgerEntry, written: 'once', omitNulls: false },
  prompt: { collection: 'prompts', schema: Prompt, written: 'freely', omitNulls: false },
  result: { collection: 'results', schema: Result, written: 'freely', omitNulls: false },
  audit: { collection: 'audit', schema: AuditEntry, written: 'once', omitNulls: false },
  address: { collection: 'rateLimits', schema: AddressTurns, written: 'guarded', omitNulls: false },
  milestones: { collection: 'milestones', schema: Milestones, written: 'freely', omitNulls: false },
  payment: { collection: 'payments', schema: Payment, written: 'guarded', omitNulls: false },
  event: { collection: 'stripeEvents', schema: StripeEvent, written: 'guarded', omitNulls: false },
  billing: { collection: 'billing', schema: Billing, written: 'guarded', omitNulls: false },
} as const satisfies Record<string, KindOfDocument>;

export interface KindOfDocument {
  readonly collection: keyof typeof collections;
  readonly schema: z.ZodType;
  readonly written: 'once' | 'guarded' | 'freely';
  readonly omitNulls: boolean;
  readonly storeTimes?: readonly string[];
}

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
