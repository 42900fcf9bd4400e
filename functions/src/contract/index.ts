export { AbuseDetails, AbuseKind, Severity, severityOf, TriageState, worstOf } from './abuse.ts';
export {
  type AlertCondition,
  AlertConditionName,
  type AlertUnit,
  alertConditions,
} from './alerts/alert-conditions.ts';
export { type AlertEvent, alertEvents, toAlertEvent } from './alerts/alert-events.ts';
export {
  ALERT_RULES_CONFIG,
  AlertRule,
  AlertRules,
  fitsCondition,
  type RulesInForce,
  rulesInForce,
  usualRule,
} from './alerts/alert-rules.ts';
export {
  ALERT_STATE_CONFIG,
  type AlertEpisodes,
  AlertState,
  type ModelTally,
  NO_ALERTS,
  RecentUsage,
} from './alerts/alert-state.ts';
export { addMoney, compareMoney, Money } from './amounts.ts';
export { type AuditAction, auditActions } from './audit-actions.ts';
export { auditView } from './audit-view.ts';
export {
  type BalanceFacts,
  balanceMicros,
  hasLapsed,
  isSpendable,
  leaseEnd,
  nextLapseMs,
  readBalanceFacts,
} from './balance.ts';
export { BlockTarget } from './block-target.ts';
export { compareBurnOrder, putOffExpiry } from './burn-order.ts';
export {
  type CallableName,
  type CallableShape,
  type Caller,
  type ChunkOf,
  callables,
  callers,
  DeviceId,
  type HoldState,
  MAX_REMOVED,
  type RequestOf,
  type ResponseOf,
  SwitchTarget,
  TraceId,
} from './callables.ts';
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
export {
  Catalog,
  Currency,
  type EntryOf,
  type Limit,
  Model,
  type ModelIn,
  ModelOffers,
  Operation,
  OperationKind,
  type Pack,
  type Plan,
  Rate,
  type RateIn,
  type Variant,
} from './catalog.ts';
export {
  CatalogChange,
  type ChangedField,
  catalogChanges,
  changedFields,
  firstCatalog,
} from './catalog-diff.ts';
export {
  BLOCKS_CONFIG,
  CATALOG_CONFIG,
  type CollectionName,
  collections,
  collectionsWith,
  HEALTH_CONFIG,
  MODERATION_CONFIG,
  SCHEMA_CONFIG,
} from './collections.ts';
export { countReturn, mayReturn } from './count-return.ts';
export { creditsToMicros, exactCredits, formatCredits, MICROS_PER_CREDIT } from './credits.ts';
export { delivered } from './delivered.ts';
export {
  type Document,
  type DocumentKind,
  type DocumentOf,
  documentKinds,
  type Key,
  type KindOfDocument,
} from './document-kinds.ts';
export {
  AbuseSignal,
  ACTIVITY_SHARDS,
  Account,
  Activity,
  ActivityStatus,
  type Actor,
  AddressCounts,
  AddressTurns,
  Alert,
  AuditEntry,
  activityIdOf,
  Block,
  BlockList,
  CatalogVersion,
  type ClientFacts,
  type ClosedLot,
  type DrawnLot,
  Drift,
  type DriftKind,
  GUEST_WINDOW,
  type HealthCheck,
  HealthReport,
  isCancelled,
  isOpen,
  isPlaceholder,
  isShadow,
  JobState,
  LedgerCheckpoint,
  LedgerEntry,
  LedgerReport,
  type Lot,
  type LotDescriptor,
  LotSource,
  NEW_ALERT,
  type NewAlert,
  NOT_ENDED,
  type OwnRequest,
  PLACEHOLDER_DIGEST,
  Prompt,
  PublishedCatalog,
  PublishedModeration,
  RETENTION_MS,
  Reel,
  type RejectionEntry,
  Rejections,
  Result,
  Role,
  StaffMember,
  StoreSchema,
  splitActivityId,
  type Triage,
  UnitValue,
  type Usage,
  UserProfile,
} from './documents.ts';
export { causedBy, DriftCause, type DriftCauseCode } from './drift-cause.ts';
export { driftsStanding, isPassEnded, passesOf, STRAYS_PART } from './drifts-standing.ts';
export {
  AppError,
  assertNever,
  ErrorCode,
  ErrorDetails,
  type ErrorFacts,
  errors,
  Issue,
  insufficientCredits,
  internalError,
  type Rejection,
  rejectionCodes,
  WireError,
} from './errors.ts';
export {
  type EventName,
  type EventOf,
  events,
  type MeterEvent,
  meterEvents,
  toEvent,
} from './events.ts';
export { Failure, newFailure, toWireFailure, WireFailure } from './failure.ts';
export {
  factsOf,
  type GenerationChunk,
  GenerationOutput,
  type OutputKind,
  type OutputOf,
  type StoredFile,
} from './generation.ts';
export {
  type AnyInput,
  type BuiltIn,
  type BuiltInKind,
  type BuiltInOf,
  builtInOperations,
  GenerationInput,
  type InputOf,
  isLong,
  largestUse,
  operationOf,
  promptOf,
  type ServerKind,
  sourcesOf,
  textsOf,
} from './generation-input.ts';
export { GuestAllowance, guestAllowance } from './guest-allowance.ts';
export { HealthFault, type HealthFaultCode } from './health-fault.ts';
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
export {
  burnRateMicros,
  capturedMicros,
  cohortsBy,
  countActive,
  type HeatCell,
  heatMap,
  joinAccounts,
  topAccounts,
} from './insight/account-figures.ts';
export { addFigures, type Figures } from './insight/add-figures.ts';
export { CreditMovement, movementsDocumentId } from './insight/credit-movement.ts';
export {
  CallFigures,
  CreditFlows,
  CreditsDay,
  CurrencyDay,
  type DayOf,
  type InsightTopic,
  insightTopics,
  MICROCENTS,
  MoneyDay,
  MoneyFlows,
  ServerDay,
  splitWorkKey,
  UsageDay,
  WorkFigures,
  workKey,
} from './insight/day-figures.ts';
export {
  AccountFigures,
  accountsDocumentId,
  BalanceChange,
  type ClosedMonth,
  CohortFigures,
  DEFAULT_INSIGHT_SETTINGS,
  INSIGHT_BALANCES,
  INSIGHT_COHORTS,
  INSIGHT_CONFIG,
  INSIGHT_HEAD,
  type Infrastructure,
  InsightAccounts,
  InsightAccountsDocument,
  InsightBalances,
  InsightCohorts,
  InsightHead,
  InsightMonthDocument,
  InsightPack,
  InsightSettings,
  type LogPosition,
  monthDocumentId,
} from './insight/insight-documents.ts';
export {
  type DayRange,
  documentsOfAccounts,
  documentsOfSums,
  isWholeMonth,
  monthsOf,
  type RangeName,
  rangeBefore,
  rangeNamed,
  rangeOfMonth,
} from './insight/insight-ranges.ts';
export {
  grossMargin,
  inCurrency,
  infrastructureCents,
  type Margin,
  storedRate,
  TARGET_MARGIN,
  TARGET_MARKUP,
  workBy,
  workMargin,
} from './insight/margin-figures.ts';
export { MoneyFact } from './insight/money-fact.ts';
export { moneyFactsBetween } from './insight/money-facts-between.ts';
export {
  type AgedLiability,
  currencyTotals,
  liabilityAt,
  liabilityByAge,
  liabilityChange,
  type RollForwardRow,
  revenueOf,
  rollForward,
  roundToCents,
} from './insight/money-figures.ts';
export { packFigures, unpackFigures } from './insight/packed-figures.ts';
export { partOf } from './insight/part-of.ts';
export {
  bucketOf,
  coarseBucketOf,
  percentileMs,
  SKETCH_ERROR,
  type Sketch,
} from './insight/quantile-sketch.ts';
export {
  balancesThrough,
  type DaysOf,
  emptyDay,
  type InsightData,
  type InsightSums,
  seriesOf,
  sumDays,
  sumRange,
} from './insight/sum-days.ts';
export { allWork, successRate } from './insight/usage-totals.ts';
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
export { addJobRun, JobFault, JobRuns } from './job-runs.ts';
export {
  countFound,
  isLate,
  JobName,
  type JobStanding,
  jobStanding,
  jobs,
  settledStanding,
} from './jobs.ts';
export { englishMessage } from './messages/english-message.ts';
export { type DetailsOf, type ErrorTexts, findErrorText } from './messages/error-texts.ts';
export { englishHealthFault } from './messages/health-en.ts';
export { type IssueCode, type IssueFacts, isIssueCode, issueOf, toIssue } from './messages/issues-en.ts';
export { Micros } from './micros.ts';
export { Milestones, milestonesOf, openedBy } from './milestones.ts';
export type { Finding, FindWords } from './moderation/create-matcher.ts';
export { loadModeration } from './moderation/load-moderation.ts';
export type { ModerationChange } from './moderation/moderation-changes.ts';
export { ModerationEntry, ModerationSettings } from './moderation/moderation-settings.ts';
export { fineMoneyText, moneyText, smallestUnits } from './money.ts';
export { digestAfter } from './notifications/local-time.ts';
export {
  NOTIFICATION_RETENTION_DAYS,
  Notification,
  NotificationSettings,
  newNotificationSettings,
  wantsMarketing,
} from './notifications/notification-documents.ts';
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
export { Delivery, MAX_TRIES_KEPT, newDelivery } from './notifications/outbox-documents.ts';
export { type EmailPlan, planEmail, wantsEmail } from './notifications/plan-email.ts';
export {
  fitLength,
  isOfferedSize,
  nearestShape,
  type OffersOf,
  offeredLengths,
  withOffers,
} from './offered.ts';
export { offeredCatalog, unreachableProviders } from './offered-catalog.ts';
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
export { builtIn } from './operations/index.ts';
export { MAX_MUSIC_SECONDS } from './operations/music.ts';
export { type Operations, registerOperations } from './operations/register-operations.ts';
export { MAX_SHOTS } from './operations/render.ts';
export { MAX_SCENES, STORY_OUTPUT_TOKENS } from './operations/story.ts';
export { MAX_UPLOAD_CHARACTERS } from './operations/upload.ts';
export { MAX_VIDEO_SECONDS } from './operations/video.ts';
export { PackOffer, packOffers } from './pack-offers.ts';
export { PageError } from './page-error.ts';
export {
  AmountCents,
  Billing,
  BillingInterval,
  Bought,
  creditsBehind,
  type Difference,
  type DifferenceKind,
  NO_TOP_UPS,
  netPaidCents,
  PaidPlan,
  ParkReason,
  Payment,
  PaymentState,
  PlanPayment,
  PlanTerms,
  paymentIdOf,
  RECONCILIATION,
  ReconciliationReport,
  type Reversal,
  type Settlement,
  StripeEvent,
  Subscription,
  TERMS_VERSION,
  TopUpSettings,
  TopUpState,
  unitValueOf,
} from './payments.ts';
export { defaultCatalog, type PresetName, presets } from './presets.ts';
export { largestPriceChange } from './price-change.ts';
export {
  amountMicros,
  calculateMargin,
  creditValueUsdMicros,
  firstSlice,
  isOffered,
  type Quote,
  quote,
  quoteInput,
} from './pricing.ts';
export { clearPersonal } from './privacy/clear-personal.ts';
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
export {
  evidenceUntilMs,
  expiringCopies,
  type KeptItem,
  keptAfterErasure,
} from './privacy/kept-after-erasure.ts';
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
export {
  type CatalogFault,
  earlyFaults,
  type ReadCatalog,
  readCatalog,
  saleFaults,
  toIssues,
} from './read-catalog.ts';
export {
  inputOfStep,
  MAX_IMAGES_A_SCENE,
  MAX_SCENE_CHARACTERS,
  planReel,
  ReelBrief,
  ReelStep,
  totalPriceMicros,
} from './reel.ts';
export { resetLimit } from './reset-limit.ts';
export { SCHEMA_VERSION } from './schema-version.ts';
export { makeSeal, type SealHead, type ToSeal } from './seals/make-seal.ts';
export {
  AUDIT_VERIFICATION_CONFIG,
  AuditSalts,
  AuditSeal,
  AuditVerification,
  LedgerSeal,
  SEAL_KEYS_CONFIG,
  type SealFinding,
  type SealFindingKind,
  SealKey,
  SealKeys,
  SealPin,
} from './seals/seal-documents.ts';
export { type SealSigner, signerOf, withKeyInUse } from './seals/seal-keys.ts';
export {
  auditChain,
  compareSealed,
  entryDigest,
  genesisHash,
  ledgerChain,
  movedBy,
  type SealChain,
  type StoredFields,
  sealHash,
  signedText,
} from './seals/seal-text.ts';
export {
  commitTexts,
  type ErasableText,
  erasableTextNames,
  erasableTexts,
  withCommitments,
} from './seals/sealed-texts.ts';
export {
  type ChainRequest,
  type ChainVerification,
  LATEST_ENTRY_MS,
  type StoredEntry,
  verifyChain,
} from './seals/verify-chain.ts';
export { foldSearch, searchPrefix, toSearchPrefixes } from './search-text.ts';
export {
  addMetrics,
  CallMetrics,
  metricsHourOf,
  metricsHours,
  ServerMetrics,
} from './server-metrics.ts';
export { type Covered, type ServiceFault, type ServiceStatus, serviceStatus } from './service-status.ts';
export {
  APPROVAL_EXPIRES_MS,
  Approval,
  ApprovalAction,
  addToAllowance,
  DEFAULT_STAFF_SETTINGS,
  STAFF_SETTINGS_CONFIG,
  StaffAllowance,
  StaffNote,
  StaffSettings,
} from './staff-documents.ts';
export { leastRole, mayDo, rolesUpward, type StaffAction, staffPermissions } from './staff-permissions.ts';
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
export {
  findJsonFault,
  isPrototypeName,
  type JsonFault,
  mayBePreview,
  PROMPT_PREVIEW_LENGTH,
  preview,
  toWellFormed,
  utf8Bytes,
  wellFormedText,
} from './text.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Time, TimeMs } from './time.ts';
export { toSuspended } from './to-suspended.ts';
export { admit, type Guest, returnTurn, type Turns, takeTurns, turnsInWindow } from './turns.ts';
export { type LogCursor, USAGE_LOGS, UsageLog, UsageLogHead, UsageRow } from './usage-log.ts';
export { LOW_BALANCE_MICROS, UserFilter, UserRow, userSorts } from './user-callables.ts';
export { assertSameWire, WIRE_VERSION } from './wire-version.ts';
