export * from './alerts/alert-conditions.ts';
export * from './alerts/alert-events.ts';
export * from './alerts/alert-rules.ts';
export * from './alerts/alert-state.ts';
export * from './appeals/appeal.ts';
export * from './callables/callables.ts';
export { SwitchTarget } from './callables/catalog-callables.ts';
export * from './callables/page-error.ts';
export { LOW_BALANCE_MICROS, UserFilter, UserRow, userSorts } from './callables/user-callables.ts';
export * from './callables/wire-version.ts';
export { type HoldState, MAX_RESULTS } from './callables/work-callables.ts';
export * from './catalog/catalog.ts';
export * from './catalog/catalog-diff.ts';
export * from './catalog/offered.ts';
export * from './catalog/offered-catalog.ts';
export * from './catalog/pack-offers.ts';
export * from './catalog/price-change.ts';
export * from './catalog/price-rises.ts';
export * from './catalog/pricing.ts';
export * from './catalog/read-catalog.ts';
export * from './documents/abuse-records.ts';
export * from './documents/account.ts';
export * from './documents/activity.ts';
export { Alert, NEW_ALERT, type NewAlert } from './documents/alert.ts';
export * from './documents/drift.ts';
export {
  type EventName,
  type EventOf,
  events,
  type MeterEvent,
  meterEvents,
  toEvent,
} from './documents/events.ts';
export * from './documents/health-documents.ts';
export * from './documents/ledger-entry.ts';
export * from './documents/lot.ts';
export * from './documents/milestones.ts';
export * from './documents/reel-document.ts';
export * from './documents/result.ts';
export * from './documents/staff.ts';
export { type LogCursor, USAGE_LOGS, UsageLog, UsageLogHead, UsageRow } from './documents/usage-log.ts';
export * from './documents/user-profile.ts';
export * from './endpoints/endpoint-documents.ts';
export * from './endpoints/endpoint-events.ts';
export * from './errors.ts';
export * from './generation/conversation.ts';
export * from './generation/delivered.ts';
export * from './generation/failure.ts';
export * from './generation/failure-message.ts';
export * from './generation/generation.ts';
export * from './generation/generation-input.ts';
export * from './generation/reel.ts';
export * from './health/drift-cause.ts';
export * from './health/drifts-standing.ts';
export * from './health/health-fault.ts';
export * from './health/job-runs.ts';
export * from './health/jobs.ts';
export * from './health/server-metrics.ts';
export * from './health/service-status.ts';
export * from './insight/add-figures.ts';
export * from './insight/day-figures.ts';
export * from './insight/facts/account-figures.ts';
export * from './insight/facts/credit-movement.ts';
export * from './insight/facts/money-fact.ts';
export * from './insight/facts/money-facts-between.ts';
export * from './insight/facts/packed-figures.ts';
export * from './insight/insight-documents.ts';
export * from './insight/insight-ranges.ts';
export * from './insight/margin-figures.ts';
export * from './insight/money-figures.ts';
export * from './insight/part-of.ts';
export { createPosting, type Posted, type Posting } from './insight/posting.ts';
export * from './insight/quantile-sketch.ts';
export * from './insight/sum-days.ts';
export * from './insight/usage-totals.ts';
export { type WhatIfAccount, whatIf } from './insight/what-if/what-if.ts';
export { type WhatIfModel, WhatIfResult, type WhatIfSide } from './insight/what-if/what-if-result.ts';
export {
  addDays,
  createZone,
  daysBetween,
  daysOf,
  firstMsOf,
  isTimeZone,
  lastDayOf,
  monthOf,
  nextMonth,
  previousMonth,
  weekdayOf,
} from './insight/zoned-time.ts';
export * from './limits/abuse.ts';
export { BlockTarget } from './limits/block-target.ts';
export {
  type CapPeriod,
  type CapState,
  Caps,
  CapUse,
  capLeft,
  capPeriodEndMs,
  capPeriodStartMs,
  capPeriods,
  capsCountedSinceMs,
  capUsedMicros,
  changeCaps,
  countCapUse,
  decidedAt,
  holdWithinCaps,
  LabelCap,
  listCaps,
  MAX_LABEL_CAPS,
} from './limits/caps.ts';
export { GuestAllowance, guestAllowance } from './limits/guest-allowance.ts';
export * from './limits/reset-limit.ts';
export * from './limits/to-reinstated.ts';
export * from './limits/to-suspended.ts';
export * from './limits/turns.ts';
export { englishAlert } from './messages/alerts-en.ts';
export * from './messages/english-message.ts';
export * from './messages/error-texts.ts';
export * from './messages/health-en.ts';
export { type IssueCode, type IssueFacts, isIssueCode, issueOf, toIssue } from './messages/issues-en.ts';
export type { Finding, FindWords } from './moderation/create-matcher.ts';
export * from './moderation/load-moderation.ts';
export type { ModerationChange } from './moderation/moderation-changes.ts';
export * from './moderation/moderation-settings.ts';
export * from './money/amounts.ts';
export * from './money/balance.ts';
export * from './money/burn-order.ts';
export * from './money/count-return.ts';
export * from './money/credits.ts';
export { Micros } from './money/micros.ts';
export * from './money/money.ts';
export {
  type BuiltInUnit,
  boundUsage,
  type CountName,
  type Counts,
  countNames,
  countOf,
  Quantity,
  toQuantity,
  Unit,
} from './money/quantity.ts';
export * from './notifications/announcements.ts';
export { digestAfter } from './notifications/local-time.ts';
export * from './notifications/notification-documents.ts';
export {
  type NotificationClass,
  type NotificationFacts,
  NotificationKind,
  type NotificationLanguage,
  type NotificationPath,
  notificationClasses,
  notificationKinds,
  notificationLanguages,
  notificationShape,
} from './notifications/notification-kinds.ts';
export {
  type NotificationText,
  notificationText,
  textFormats,
} from './notifications/notification-text.ts';
export * from './notifications/outbox-documents.ts';
export * from './notifications/plan-email.ts';
export { MAX_MESSAGE_LENGTH, MAX_MESSAGES, MAX_OUTPUT_TOKENS } from './operations/chat.ts';
export {
  type AnyOperation,
  defineOperation,
  type Facts,
  type InputFor,
  type KindOf,
  type UnitOf,
} from './operations/define-operation.ts';
export { ANY_SOURCE, MAX_PROMPT_LENGTH, NO_FACTS, speechSeconds } from './operations/fields.ts';
export { MAX_SEED } from './operations/image.ts';
export * from './operations/index.ts';
export { MAX_MUSIC_SECONDS } from './operations/music.ts';
export * from './operations/register-operations.ts';
export { MAX_SHOTS } from './operations/render.ts';
export { MAX_SCENES, STORY_OUTPUT_TOKENS } from './operations/story.ts';
export { MAX_UPLOAD_CHARACTERS } from './operations/upload.ts';
export { MAX_VIDEO_SECONDS } from './operations/video.ts';
export * from './payments/billing.ts';
export * from './payments/dispute-evidence.ts';
export * from './payments/month-tie.ts';
export {
  AmountCents,
  BillingInterval,
  Bought,
  creditsBehind,
  type DisputeDetails,
  type FraudWarning,
  netPaidCents,
  Payment,
  PaymentState,
  paymentIdOf,
  type Reversal,
  type Settlement,
  TERMS_VERSION,
  unitValueOf,
} from './payments/payment.ts';
export * from './payments/reconciliation.ts';
export * from './payments/stripe-event.ts';
export { RENEWAL_GRACE_MS, subscribedPlan } from './payments/subscribed-plan.ts';
export * from './policies/policies.ts';
export * from './policies/refund-times.ts';
export * from './policies/terms.ts';
export * from './presets/index.ts';
export * from './privacy/clear-personal.ts';
export {
  ERASE_WITHIN_MS,
  ERASURE_REASON,
  Erasure,
  FRESH_SIGN_IN_MS,
  HoldReason,
  PROOF_KEPT_MS,
  UNDO_ERASURE_MS,
  WELCOME_KEPT_MS,
  WelcomeSalt,
} from './privacy/erasure.ts';
export {
  type FoundBy,
  type HeldCollection,
  type HeldData,
  heldCollections,
  heldData,
} from './privacy/held-data.ts';
export * from './privacy/kept-after-erasure.ts';
export type { ExportedDocument, ExportedFile } from './privacy/privacy-callables.ts';
export { LATEST_ENTRY_MS, type StoredEntry } from './seals/chain-entries.ts';
export * from './seals/make-seal.ts';
export * from './seals/seal-documents.ts';
export { type SealSigner, signerOf, withKeyInUse } from './seals/seal-keys.ts';
export * from './seals/seal-text.ts';
export {
  commitTexts,
  type ErasableText,
  erasableTextNames,
  erasableTexts,
  withCommitments,
} from './seals/sealed-texts.ts';
export * from './seals/verify-chain.ts';
export * from './staff/audit-actions.ts';
export * from './staff/audit-view.ts';
export * from './staff/staff-documents.ts';
export * from './staff/staff-permissions.ts';
export * from './store/collections.ts';
export * from './store/document-kinds.ts';
export * from './store/published.ts';
export * from './store/schema-version.ts';
export { ACTIVITY_SHARDS } from './store/shard.ts';
export {
  decodeStored,
  encodeStored,
  openEnum,
  type StoredResult,
  safeDecodeStored,
  since,
  storedReader,
  versionsOf,
  withFieldsOf,
} from './store/stored-document.ts';
export {
  AccountId,
  assertFreshRequestId,
  DocumentId,
  MAX_LABEL_LENGTH,
  Name,
  Reason,
  RequestId,
  requestTimeMs,
  StripeId,
} from './text/identifiers.ts';
export * from './text/search-text.ts';
export * from './text/text.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Time, TimeMs, utcMonthOf } from './time.ts';
