import {
  AbuseSignal,
  Agreements,
  ALERT_RULES_CONFIG,
  Alert,
  AlertRules,
  Appeal,
  AUDIT_VERIFICATION_CONFIG,
  AuditEntry,
  AuditVerification,
  Billing,
  BLOCKS_CONFIG,
  BlockList,
  DAY_MS,
  ENDPOINTS_CONFIG,
  Endpoints,
  Erasure,
  HEALTH_CONFIG,
  HealthReport,
  INSIGHT_CONFIG,
  InsightSettings,
  JobState,
  LedgerReport,
  MODERATION_CONFIG,
  metricsHourOf,
  NotificationSettings,
  Payment,
  POLICIES_CONFIG,
  Policies,
  PublishedModeration,
  PublishedTerms,
  REFUND_TIMES_CONFIG,
  Reel,
  RefundTimes,
  ServerMetrics,
  STAFF_SETTINGS_CONFIG,
  StaffMember,
  StaffSettings,
  storedReader,
  TERMS_CONFIG,
  UserProfile,
} from '@firemeter/functions/contract';
import { collection, doc, limit, orderBy, query, where } from 'firebase/firestore';
import type { z } from 'zod';
import { accountSources } from '#kit/live/account-sources.ts';
import type { LiveSource } from '#kit/live/live-store.ts';
import { collections } from '../firebase/collections.ts';

export const { accountSource, catalogSource, activitySource, openActivitiesSource } =
  accountSources(collections);

/** An appeal against a suspension. */
export function appealSource(appealId: string) {
  return documentSource('appeals', appealId, Appeal);
}

/** The role of somebody who works for the operator. */
export function staffSource(uid: string) {
  return documentSource('staff', uid, StaffMember);
}

/** Returns the source of a user's profile, as Auth last reported it. */
export function personSource(uid: string) {
  return documentSource('people', uid, UserProfile);
}

export const moderationSource = documentSource('config', MODERATION_CONFIG, PublishedModeration);

/** The result of the last verification of the sealed audit log. */
export const auditVerificationSource = documentSource('config', AUDIT_VERIFICATION_CONFIG, AuditVerification);

export function reelSource(reelKey: string) {
  return documentSource('reels', reelKey, Reel);
}

export const blocksSource = documentSource('config', BLOCKS_CONFIG, BlockList);

/** The settings of figures; absent: the defaults. */
export const insightSettingsSource = documentSource('config', INSIGHT_CONFIG, InsightSettings);

/** What the operator promises; absent: the defaults. */
export const policiesSource = documentSource('config', POLICIES_CONFIG, Policies);

/** The versions of the terms, and the minimum age; absent: none. */
export const termsSource = documentSource('config', TERMS_CONFIG, PublishedTerms);

/** What a user has agreed to; absent: nothing. */
export function agreementsSource(uid: string) {
  return documentSource('agreements', uid, Agreements);
}

/** How long credits of failed work took to come back. */
export const refundTimesSource = documentSource('config', REFUND_TIMES_CONFIG, RefundTimes);

/** The limits of what staff may do, and who to call; absent: the defaults. */
export const staffSettingsSource = documentSource('config', STAFF_SETTINGS_CONFIG, StaffSettings);

export function paymentSource(paymentId: string) {
  return documentSource('payments', paymentId, Payment);
}

export function billingSource(accountId: string) {
  return documentSource('billing', accountId, Billing);
}

/** The request to erase an account. */
export function erasureSource(accountId: string) {
  return documentSource('erasures', accountId, Erasure);
}

/** How each scheduled job stands; the id is its name. */
export const jobsSource: LiveSource<JobState> = {
  key: 'jobs',
  target: (firestore) => query(collection(firestore, collections.jobs), limit(50)),
  read: storedReader(JobState),
};

export const healthSource = documentSource('config', HEALTH_CONFIG, HealthReport);

/** Open alerts: of the product itself, and of rules. */
export const openAlertsSource: LiveSource<Alert> = {
  key: 'open alerts',
  target: (firestore) =>
    query(collection(firestore, collections.alerts), where('resolvedAt', '==', null), limit(100)),
  read: storedReader(Alert),
};

/** Metrics of calls in the last 24 hours that had any. */
export const serverMetricsSource: LiveSource<ServerMetrics> = {
  key: 'server metrics',
  target: (firestore) =>
    query(
      collection(firestore, collections.serverMetrics),
      where('hour', '>=', metricsHourOf(Date.now() - DAY_MS)),
      orderBy('hour', 'desc'),
      limit(25),
    ),
  read: storedReader(ServerMetrics),
};

export const alertRulesSource = documentSource('config', ALERT_RULES_CONFIG, AlertRules);

/** Where the operator is notified. */
export const endpointsSource = documentSource('config', ENDPOINTS_CONFIG, Endpoints);

/** What the verifier found in each part of the accounts, newest first: two passes and more. */
export const ledgerReportsSource: LiveSource<LedgerReport> = {
  key: 'ledger reports',
  target: (firestore) =>
    query(collection(firestore, collections.ledgerReports), orderBy('startedAt', 'desc'), limit(33)),
  read: storedReader(LedgerReport),
};

export function auditEntrySource(entryId: string) {
  return documentSource('audit', entryId, AuditEntry);
}

export function signalSource(signalId: string) {
  return documentSource('abuse', signalId, AbuseSignal);
}

/** Returns the source of a user's notification settings. */
export function notificationSettingsSource(uid: string) {
  return documentSource('notificationSettings', uid, NotificationSettings);
}

/** Returns the source of one document. */
function documentSource<S extends z.ZodType>(
  name: keyof typeof collections,
  id: string,
  schema: S,
): LiveSource<z.output<S>> {
  return {
    key: `${name}/${id}`,
    target: (firestore) => doc(firestore, collections[name], id),
    read: storedReader(schema),
  };
}
