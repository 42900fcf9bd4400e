export * from './abuse.ts';
export * from './alerts/alert-conditions.ts';
export * from './alerts/alert-events.ts';
export * from './alerts/alert-rules.ts';
export * from './alerts/alert-state.ts';
export * from './amounts.ts';
export * from './audit-actions.ts';
export * from './audit-view.ts';
export * from './balance.ts';
export { BlockTarget } from './block-target.ts';
export * from './burn-order.ts';
export * from './callables.ts';
export {
  type CapPeriod,
  Caps,
  CapUse,
  capLeft,
  capPeriodEndMs,
  capPeriods,
  capUsedMicros,
  countCapUse,
  holdWithinCaps,
} from './caps.ts';
export * from './catalog.ts';
export { SwitchTarget } from './catalog-callables.ts';
export * from './catalog-diff.ts';
export * from './collections.ts';
export * from './count-return.ts';
export * from './credits.ts';
export * from './delivered.ts';
export * from './document-kinds.ts';
export * from './documents/abuse-records.ts';
export * from './documents/account.ts';
export * from './documents/activity.ts';
export * from './documents/activity-id.ts';
export { Alert, NEW_ALERT, type NewAlert } from './documents/alert.ts';
export * from './documents/drift.ts';
export * from './documents/health-documents.ts';
export * from './documents/ledger-entry.ts';
export * from './documents/lot.ts';
export * from './documents/published.ts';
export * from './documents/reel-document.ts';
export * from './documents/result.ts';
export { ACTIVITY_SHARDS } from './documents/shard.ts';
export * from './documents/staff.ts';
export * from './documents/user-profile.ts';
export * from './drift-cause.ts';
export * from './drifts-standing.ts';
export * from './errors.ts';
export {
  type EventName,
  type EventOf,
  events,
  type MeterEvent,
  meterEvents,
  toEvent,
} from './events.ts';
export * from './failure.ts';
export * from './generation.ts';
export * from './generation-input.ts';
export { GuestAllowance, guestAllowance } from './guest-allowance.ts';
export * from './health-fault.ts';
export {
  AccountId,
  assertFreshRequestId,
  DocumentId,
  Name,
  Reason,
  RequestId,
  requestTimeMs,
  StripeId,
} from './identifiers.ts';
export * from './insight/account-figures.ts';
export * from './insight/add-figures.ts';
export * from './insight/credit-movement.ts';
export * from './insight/day-figures.ts';
export * from './insight/insight-documents.ts';
export * from './insight/insight-ranges.ts';
export * from './insight/margin-figures.ts';
export * from './insight/money-fact.ts';
export * from './insight/money-facts-between.ts';
export * from './insight/money-figures.ts';
export * from './insight/packed-figures.ts';
export * from './insight/part-of.ts';
export * from './insight/quantile-sketch.ts';
export * from './insight/sum-days.ts';
export * from './insight/usage-totals.ts';
export { type WhatIfAccount, whatIf } from './insight/what-if.ts';
export { type WhatIfModel, WhatIfResult, type WhatIfSide } from './insight/what-if-result.ts';
export {
  addDays,
  createZone,
  daysBetween,
  daysOf,
  isTimeZone,
  lastDayOf,
  monthOf,
  nextMonth,
  weekdayOf,
} from './insight/zoned-time.ts';
export * from './job-runs.ts';
export * from './jobs.ts';
export * from './messages/english-message.ts';
export * from './messages/error-texts.ts';
export * from './messages/health-en.ts';
export { type IssueCode, type IssueFacts, isIssueCode, issueOf, toIssue } from './messages/issues-en.ts';
export { Micros } from './micros.ts';
export * from './milestones.ts';
export type { Finding, FindWords } from './moderation/create-matcher.ts';
export * from './moderation/load-moderation.ts';
export type { ModerationChange } from './moderation/moderation-changes.ts';
export * from './moderation/moderation-settings.ts';
export * from './money.ts';
export { digestAfter } from './notifications/local-time.ts';
export * from './notifications/notification-documents.ts';
export {
  type NotificationClass,
  type NotificationFacts,
  NotificationKind,
  type NotificationPath,
  notificationClasses,
  notificationKinds,
  notificationShape,
} from './notifications/notification-kinds.ts';
export {
  type NotificationLanguage,
  type NotificationText,
  notificationLanguages,
  notificationText,
  textFormats,
} from './notifications/notification-text.ts';
export * from './notifications/outbox-documents.ts';
export * from './notifications/plan-email.ts';
export * from './offered.ts';
export * from './offered-catalog.ts';
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
export * from './operations/index.ts';
export { MAX_MUSIC_SECONDS } from './operations/music.ts';
export * from './operations/register-operations.ts';
export { MAX_SHOTS } from './operations/render.ts';
export { MAX_SCENES, STORY_OUTPUT_TOKENS } from './operations/story.ts';
export { MAX_UPLOAD_CHARACTERS } from './operations/upload.ts';
export { MAX_VIDEO_SECONDS } from './operations/video.ts';
export * from './pack-offers.ts';
export * from './page-error.ts';
export * from './payments/billing.ts';
export {
  AmountCents,
  BillingInterval,
  Bought,
  creditsBehind,
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
export * from './presets.ts';
export * from './price-change.ts';
export * from './pricing.ts';
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
} from './quantity.ts';
export * from './read-catalog.ts';
export * from './reel.ts';
export * from './reset-limit.ts';
export * from './schema-version.ts';
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
export * from './search-text.ts';
export * from './server-metrics.ts';
export * from './service-status.ts';
export * from './staff-documents.ts';
export * from './staff-permissions.ts';
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
} from './stored-document.ts';
export * from './text.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Time, TimeMs } from './time.ts';
export * from './to-suspended.ts';
export * from './turns.ts';
export { type LogCursor, USAGE_LOGS, UsageLog, UsageLogHead, UsageRow } from './usage-log.ts';
export { LOW_BALANCE_MICROS, UserFilter, UserRow, userSorts } from './user-callables.ts';
export * from './wire-version.ts';
export { type HoldState, MAX_REMOVED } from './work-callables.ts';
