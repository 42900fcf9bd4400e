import type { z } from 'zod';
import { AlertRules } from '../alerts/alert-rules.ts';
import { AlertState } from '../alerts/alert-state.ts';
import { Appeal } from '../appeals/appeal.ts';
import {
  AbuseSignal,
  AddressCounts,
  AddressTurns,
  BlockList,
  Rejections,
} from '../documents/abuse-records.ts';
import { Account } from '../documents/account.ts';
import { Activity } from '../documents/activity.ts';
import { Alert } from '../documents/alert.ts';
import { LedgerCheckpoint, LedgerReport } from '../documents/drift.ts';
import { HealthReport, JobState } from '../documents/health-documents.ts';
import { LedgerEntry } from '../documents/ledger-entry.ts';
import { Milestones } from '../documents/milestones.ts';
import { Reel } from '../documents/reel-document.ts';
import { Prompt, Result } from '../documents/result.ts';
import { AuditEntry, StaffMember } from '../documents/staff.ts';
import * as usage from '../documents/usage-log.ts';
import { UserProfile } from '../documents/user-profile.ts';
import { Endpoints } from '../endpoints/endpoint-documents.ts';
import { ServerMetrics } from '../health/server-metrics.ts';
import { MoneyFact } from '../insight/facts/money-fact.ts';
import * as insight from '../insight/insight-documents.ts';
import { Announcements } from '../notifications/announcements.ts';
import * as notifications from '../notifications/notification-documents.ts';
import { Delivery } from '../notifications/outbox-documents.ts';
import { Billing } from '../payments/billing.ts';
import { Payment } from '../payments/payment.ts';
import { ReconciliationReport } from '../payments/reconciliation.ts';
import { StripeEvent } from '../payments/stripe-event.ts';
import { Policies } from '../policies/policies.ts';
import { RefundTimes } from '../policies/refund-times.ts';
import { Agreements, PublishedTerms } from '../policies/terms.ts';
import { Erasure, WelcomeSalt } from '../privacy/erasure.ts';
import * as seals from '../seals/seal-documents.ts';
import * as staff from '../staff/staff-documents.ts';
import type { CollectionName } from './collections.ts';
import { CatalogVersion, PublishedCatalog, PublishedModeration, StoreSchema } from './published.ts';

interface StoredCollection {
  readonly schemas: readonly z.ZodObject[];
  /** Whether its documents are kept for good. Then none of them may have a personal field. */
  readonly isKeptForGood: boolean;
}

const forGood = (...schemas: z.ZodObject[]): StoredCollection => ({ schemas, isKeptForGood: true });
const erasable = (...schemas: z.ZodObject[]): StoredCollection => ({ schemas, isKeptForGood: false });

/** The schemas of each collection, and whether its documents can be deleted at their user's request. */
export const storedCollections: Record<CollectionName, StoredCollection> = {
  accounts: erasable(Account),
  activities: erasable(Activity),
  ledger: forGood(...LedgerEntry.options),
  results: erasable(Result),
  prompts: erasable(Prompt),
  rateLimits: erasable(AddressTurns, AddressCounts),
  abuse: erasable(AbuseSignal),
  audit: forGood(AuditEntry),
  rejections: erasable(Rejections),
  config: erasable(
    Announcements,
    AlertRules,
    AlertState,
    BlockList,
    Endpoints,
    HealthReport,
    insight.InsightSettings,
    PublishedCatalog,
    PublishedModeration,
    StoreSchema,
    ReconciliationReport,
    Policies,
    PublishedTerms,
    RefundTimes,
    seals.AuditVerification,
    seals.SealKeys,
    staff.StaffSettings,
  ),
  catalogVersions: forGood(CatalogVersion),
  reels: erasable(Reel),
  payments: forGood(Payment),
  stripeEvents: forGood(StripeEvent),
  billing: erasable(Billing),
  jobs: forGood(JobState),
  ledgerReports: forGood(LedgerReport),
  ledgerCheckpoints: forGood(LedgerCheckpoint),
  usageLogs: forGood(usage.UsageLog),
  usageLogHeads: forGood(usage.UsageLogHead),
  moneyFacts: forGood(...MoneyFact.options),
  insights: forGood(
    insight.InsightHead,
    insight.InsightMonthDocument,
    insight.InsightPack,
    insight.InsightAccountsDocument,
  ),
  milestones: forGood(Milestones),
  alerts: forGood(Alert),
  serverMetrics: forGood(ServerMetrics),
  staff: erasable(StaffMember),
  staffAllowances: erasable(staff.StaffAllowance),
  staffNotes: erasable(staff.StaffNote),
  approvals: erasable(staff.Approval),
  appeals: erasable(Appeal),
  people: erasable(UserProfile),
  ledgerSeals: forGood(seals.LedgerSeal),
  auditSeals: forGood(seals.AuditSeal),
  auditSalts: erasable(seals.AuditSalts),
  erasures: erasable(Erasure),
  welcomeSalts: erasable(WelcomeSalt),
  notifications: erasable(notifications.Notification),
  notificationSettings: erasable(notifications.NotificationSettings),
  outbox: erasable(Delivery),
  agreements: erasable(Agreements),
};
