import type { z } from 'zod';
import { AlertRules } from './alerts/alert-rules.ts';
import { AlertState } from './alerts/alert-state.ts';
import type { CollectionName } from './collections.ts';
import * as documents from './documents.ts';
import * as insight from './insight/insight-documents.ts';
import { MoneyFact } from './insight/money-fact.ts';
import { Milestones } from './milestones.ts';
import * as notifications from './notifications/notification-documents.ts';
import { Delivery } from './notifications/outbox-documents.ts';
import * as payments from './payments.ts';
import { Erasure, WelcomeSalt } from './privacy/erasure.ts';
import * as seals from './seals/seal-documents.ts';
import { ServerMetrics } from './server-metrics.ts';
import * as staff from './staff-documents.ts';
import * as usage from './usage-log.ts';

interface StoredCollection {
  readonly schemas: readonly z.ZodObject[];
  /** Whether its documents are kept for good. Then none of them may have a personal field. */
  readonly isKeptForGood: boolean;
}

const forGood = (...schemas: z.ZodObject[]): StoredCollection => ({ schemas, isKeptForGood: true });
const erasable = (...schemas: z.ZodObject[]): StoredCollection => ({ schemas, isKeptForGood: false });

/** The schemas of each collection, and whether its documents can be deleted at their user's request. */
export const storedCollections: Record<CollectionName, StoredCollection> = {
  accounts: erasable(documents.Account),
  activities: erasable(documents.Activity),
  ledger: forGood(...documents.LedgerEntry.options),
  results: erasable(documents.Result),
  prompts: erasable(documents.Prompt),
  rateLimits: erasable(documents.AddressTurns, documents.AddressCounts),
  abuse: erasable(documents.AbuseSignal),
  audit: forGood(documents.AuditEntry),
  rejections: erasable(documents.Rejections),
  config: erasable(
    AlertRules,
    AlertState,
    documents.BlockList,
    documents.HealthReport,
    insight.InsightSettings,
    documents.PublishedCatalog,
    documents.PublishedModeration,
    documents.StoreSchema,
    payments.ReconciliationReport,
    seals.AuditVerification,
    seals.SealKeys,
    staff.StaffSettings,
  ),
  catalogVersions: forGood(documents.CatalogVersion),
  reels: erasable(documents.Reel),
  payments: forGood(payments.Payment),
  stripeEvents: forGood(payments.StripeEvent),
  billing: erasable(payments.Billing),
  jobs: forGood(documents.JobState),
  ledgerReports: forGood(documents.LedgerReport),
  ledgerCheckpoints: forGood(documents.LedgerCheckpoint),
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
  alerts: forGood(documents.Alert),
  serverMetrics: forGood(ServerMetrics),
  staff: erasable(documents.StaffMember),
  staffAllowances: erasable(staff.StaffAllowance),
  staffNotes: erasable(staff.StaffNote),
  approvals: erasable(staff.Approval),
  people: erasable(documents.UserProfile),
  ledgerSeals: forGood(seals.LedgerSeal),
  auditSeals: forGood(seals.AuditSeal),
  auditSalts: erasable(seals.AuditSalts),
  erasures: erasable(Erasure),
  welcomeSalts: erasable(WelcomeSalt),
  notifications: erasable(notifications.Notification),
  notificationSettings: erasable(notifications.NotificationSettings),
  outbox: erasable(Delivery),
};
