import type { z } from 'zod';
import { Appeal } from '../appeals/appeal.ts';
import { AddressTurns } from '../documents/abuse-records.ts';
import { Account } from '../documents/account.ts';
import { Activity } from '../documents/activity.ts';
import { LedgerEntry } from '../documents/ledger-entry.ts';
import { Milestones } from '../documents/milestones.ts';
import { Prompt, Result } from '../documents/result.ts';
import { AuditEntry } from '../documents/staff.ts';
import { MoneyFact } from '../insight/facts/money-fact.ts';
import { Billing } from '../payments/billing.ts';
import { Payment } from '../payments/payment.ts';
import { StripeEvent } from '../payments/stripe-event.ts';
import { StaffAllowance } from '../staff/staff-documents.ts';
import type { CollectionName } from './collections.ts';

/**
 * The kinds of documents that can be committed together with an account: their collection and schema, and whether they
 * are written only if they don't exist (`once`), only over the version that was read (`guarded`), or unconditionally
 * (`freely`). With `omitNulls`, null and false are not stored, because each field costs; the schema restores them when
 * it reads. The store fills in its own commit time for `storeTimes`, so that no instance's clock is trusted.
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
  entry: {
    collection: 'ledger',
    schema: LedgerEntry,
    written: 'once',
    omitNulls: false,
    notesTime: ({ kind }) => kind !== 'usage',
  },
  prompt: { collection: 'prompts', schema: Prompt, written: 'freely', omitNulls: false },
  result: { collection: 'results', schema: Result, written: 'freely', omitNulls: false },
  audit: { collection: 'audit', schema: AuditEntry, written: 'once', omitNulls: false },
  address: { collection: 'rateLimits', schema: AddressTurns, written: 'guarded', omitNulls: false },
  milestones: {
    collection: 'milestones',
    schema: Milestones,
    written: 'freely',
    omitNulls: false,
    storeTimes: ['recordedAt'],
  },
  payment: { collection: 'payments', schema: Payment, written: 'guarded', omitNulls: false },
  moneyFact: {
    collection: 'moneyFacts',
    schema: MoneyFact,
    written: 'freely',
    omitNulls: false,
    storeTimes: ['recordedAt'],
  },
  event: { collection: 'stripeEvents', schema: StripeEvent, written: 'guarded', omitNulls: false },
  billing: { collection: 'billing', schema: Billing, written: 'guarded', omitNulls: false },
  allowance: { collection: 'staffAllowances', schema: StaffAllowance, written: 'guarded', omitNulls: false },
  appeal: { collection: 'appeals', schema: Appeal, written: 'guarded', omitNulls: false },
} as const satisfies Record<string, KindOfDocument>;

export interface KindOfDocument {
  readonly collection: CollectionName;
  readonly schema: z.ZodType;
  readonly written: 'once' | 'guarded' | 'freely';
  readonly omitNulls: boolean;
  readonly storeTimes?: readonly string[];
  /** Returns whether the store adds its own time of the commit to a new document, as `recordedAt`. */
  readonly notesTime?: (stored: Record<string, unknown>) => boolean;
}

export type DocumentKind = keyof typeof documentKinds;
export type DocumentOf<K extends DocumentKind> = z.output<(typeof documentKinds)[K]['schema']>;

/** The kind and id of a document. */
export type Key<K extends DocumentKind = DocumentKind> = {
  readonly [L in K]: { readonly kind: L; readonly id: string };
}[K];

/** A document with its kind and id. */
export type Document<K extends DocumentKind = DocumentKind> = {
  readonly [L in K]: Key<L> & { readonly value: DocumentOf<L> };
}[K];
