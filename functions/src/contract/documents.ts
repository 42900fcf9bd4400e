import { z } from 'zod';
import { AbuseDetails, AbuseKind, Severity, TriageState } from './abuse.ts';
import { AlertConditionName } from './alerts/alert-conditions.ts';
import { auditActions } from './audit-actions.ts';
import { BlockTarget } from './block-target.ts';
import { Caps, CapUse } from './caps.ts';
import { Catalog, OperationKind } from './catalog.ts';
import { DriftCause } from './drift-cause.ts';
import { Failure } from './failure.ts';
import { GenerationOutput } from './generation.ts';
import { HealthFault } from './health-fault.ts';
import { JobFault, JobRuns } from './job-runs.ts';
import { Micros, SignedMicros } from './micros.ts';
import { ModerationSettings } from './moderation/moderation-settings.ts';
import { formerlyPersonal, personal } from './personal.ts';
import { Quantity } from './quantity.ts';
import { ReelBrief, ReelStep } from './reel.ts';
import { openEnum, optionalSince, schemaVersion, since, until } from './stored-document.ts';
import { DAY_MS, Time, TimeMs } from './time.ts';

export const ACTIVITY_SHARDS = 10;
/** How long an ended activity and its result are kept. The ledger is kept for good. */
export const RETENTION_MS = 90 * DAY_MS;

/** A user's request, and the account that pays for it. */
export interface OwnRequest {
  readonly accountId: string;
  readonly uid: string;
  readonly requestId: string;
}

/**
 * Returns the id of an activity, and of its result, prompt and reel. The request id has no `_` and follows the last one,
 * so that account ids may contain `_`.
 */
export function activityIdOf({ accountId, requestId }: Pick<OwnRequest, 'accountId' | 'requestId'>): string {
  return `${accountId}_${requestId}`;
}

/** Splits an activity id into the account and the request. An id without `_` names no request. */
export function splitActivityId(activityId: string): Pick<OwnRequest, 'accountId' | 'requestId'> {
  const at = activityId.lastIndexOf('_');
  return { accountId: activityId.slice(0, Math.max(0, at)), requestId: activityId.slice(at + 1) };
}

export const LotSource = z.enum(['welcome', 'purchase', 'subscription', 'bonus', 'referral', 'promo']);
export type LotSource = z.infer<typeof LotSource>;

/** Reads an absent field as null. Older documents lack it, and new ones need not store what isn't known yet. */
function absentIsNull<S extends z.ZodType>(schema: S) {
  return schema.nullable().default(null);
}

/**
 * The price of a paid lot's credits: an amount of money, without tax and after discounts, for a number of micros,
 * bonus included. A fraction, so that no rounding loses anything.
 */
export const UnitValue = z.strictObject({
  cents: z.int().min(0),
  perMicros: z.int().min(1),
  currency: z.string(),
});
export type UnitValue = z.infer<typeof UnitValue>;

/** The facts that identify a lot: enough to restore it after it has left the account. */
export const LotDescriptor = z.strictObject({
  lotId: z.string(),
  source: LotSource,
  grantedAtMs: TimeMs,
  expiresAtMs: absentIsNull(TimeMs),
  paymentId: absentIsNull(z.string()),
  /**
   * The time by which its expiry was postponed while its account was suspended. Stored at any schema version:
   * otherwise an expiry that was postponed before the schema was lowered could not be explained.
   */
  pausedMs: absentIsNull(z.int().min(0)).optional(),
  /** For paid lots; null: the lot was free, or an earlier build granted it. */
  unitValue: since(3, UnitValue).optional(),
});
export type LotDescriptor = z.infer<typeof LotDescriptor>;

export const Lot = z.strictObject({
  ...LotDescriptor.shape,
  remainingMicros: Micros,
  /** Under dispute: the lot stays in the account and can't be spent. */
  frozen: z.boolean().default(false),
});
export type Lot = z.infer<typeof Lot>;

/**
 * A lot that another lot has replaced. Credits released into it roll over as far as its rollover allows; the rest
 * lapses.
 */
export const ClosedLot = z.strictObject({
  lotId: z.string(),
  followedBy: LotDescriptor,
  rolloverMicros: Micros,
});
export type ClosedLot = z.infer<typeof ClosedLot>;

export const DrawnLot = z.strictObject({ lot: LotDescriptor, amountMicros: Micros });
export type DrawnLot = z.infer<typeof DrawnLot>;

/** Spreads queries by time over this many ranges of an index. */
const Shard = z
  .int()
  .min(0)
  .max(ACTIVITY_SHARDS - 1);

/** `accounts/{accountId}`: everything needed to admit a request. */
export const Account = z.strictObject({
  schemaVersion,
  ownerUid: z.string(),
  kind: z.enum(['person', 'guest']),
  /** These three fields as they were when the account was opened, for builds that don't know `people`. */
  email: absentIsNull(personal(z.string())),
  name: absentIsNull(personal(z.string())),
  searchPrefixes: personal(z.array(z.string())),
  status: z.enum(['active', 'suspended']),
  statusReason: absentIsNull(personal(z.string())),
  /** Since when the account is suspended. Nothing expires meanwhile. */
  suspendedAt: since(2, Time),
  /**
   * When everything about its owner was erased. What it paid for before has no activity any more. Stored at any schema
   * version, because the verifier would otherwise report that.
   */
  erasedAt: absentIsNull(Time).optional(),
  /** The time at which its status changed; null once its subscriptions have been paused or resumed. */
  pauseDueAt: since(2, Time),
  /**
   * The ledger entry of its welcome credits. The account gets no others, whatever its e-mail address becomes. Stored at
   * any schema version, because it is written with the entry. Absent in accounts that earlier builds welcomed.
   */
  welcomeEntryId: absentIsNull(z.string()).optional(),
  /** The account is charged nothing; usage is recorded anyway. */
  unlimited: z.boolean().default(false),
  lots: z.array(Lot),
  /** Lots that a renewal has closed, kept while a hold on them can still be released. */
  closedLots: since(2, z.array(ClosedLot)),
  debtMicros: Micros,
  /** The balance below which a top-up is queued; null: no automatic top-up. */
  topUpBelowMicros: absentIsNull(Micros),
  /** The times at which requests of the current window were admitted, by operation, oldest first. */
  windows: z.record(z.string(), z.array(TimeMs)),
  /**
   * The times at which staff reset the limit of an operation, oldest first. Earlier requests no longer count. Stored at any
   * schema version, because the verifier would otherwise report the requests after a reset.
   */
  limitResets: absentIsNull(z.record(z.string(), z.array(TimeMs))).optional(),
  /**
   * The spending caps set by its owner, and the usage that counts towards them. Stored at any schema version: spending
   * counts from the first build on that supports caps.
   */
  caps: absentIsNull(Caps).optional(),
  capUse: absentIsNull(CapUse).optional(),
  /** The credits that a client's reports have returned on the current UTC day. */
  clientReturns: z.strictObject({ dayStartMs: TimeMs, returnedMicros: Micros }),
  /** The decider's clock never falls behind this. */
  decidedAtMs: TimeMs,
  /** The time at which the account's next lot lapses; null: none will. */
  nextLapseAt: absentIsNull(Time),
  shard: Shard,
  createdAt: Time,
});
export type Account = z.infer<typeof Account>;

/** The quantity used, and the provider's charge for it in micros of a US dollar. */
export const Usage = z.strictObject({ quantity: Quantity, costUsdMicros: z.int().min(0) });
export type Usage = z.infer<typeof Usage>;

export const ActivityStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'expired']);
export type ActivityStatus = z.infer<typeof ActivityStatus>;

/** The origin of a request, as far as it is known. */
export const ClientFacts = z.strictObject({
  ip: absentIsNull(personal(z.string())),
  country: absentIsNull(personal(z.string())),
  device: absentIsNull(personal(z.string())),
});
export type ClientFacts = z.infer<typeof ClientFacts>;

/** `ai_activity/{accountId_requestId}`: the hold, the live row and the idempotency record in one document. */
export const Activity = z.strictObject({
  schemaVersion,
  /** The account that pays. */
  accountId: z.string(),
  /** The user who asked. */
  uid: z.string(),
  requestId: z.string(),
  /** For builds that don't know `people`, which analysts can't read. */
  email: until(2, personal(z.string())),
  name: until(2, personal(z.string())),
  operation: z.string(),
  kind: OperationKind,
  model: z.string(),
  /** The server runs the work, an app runs it elsewhere and reports, or a function of the host app runs it. */
  runBy: z.enum(['server', 'client', 'host']),
  status: ActivityStatus,
  /** A keyed digest of the intent. The same request id with another digest is a conflict. */
  intentDigest: z.string(),
  /**
   * The beginning of the prompt, for lists. A longer prompt is stored whole in a document that only its owner can read.
   */
  promptPreview: personal(z.string()),
  promptDigest: z.string(),
  catalogVersion: z.int(),
  /** The label that its user gave it. Absent: none. */
  label: personal(optionalSince(3, z.string())),
  /** The quantity held. */
  quantity: Quantity,
  /** The price shown, or less if the catalog has become cheaper. The request can't cost more. */
  priceMicros: Micros,
  /** 0 for an unlimited account, else the price. */
  heldMicros: Micros,
  drawn: z.array(DrawnLot),
  /** The usage that a stream has delivered so far, which is charged if its worker is lost. */
  delivered: absentIsNull(Usage.extend({ micros: Micros })),
  capturedMicros: Micros,
  /** The charge that shadow mode avoided, 0 while open. Absent: the work is charged. */
  shadowMicros: optionalSince(3, Micros),
  /** The provider's charge in micros of a US dollar, whether or not the user is charged; null: not known. */
  costUsdMicros: since(2, z.int().min(0)),
  /** Made by the call that may run the work. */
  ownerNonce: z.string(),
  /** The instance that runs the work. */
  worker: absentIsNull(z.string()),
  /** Set only while the activity is open. After it, the sweep settles the activity. */
  leaseUntil: absentIsNull(Time),
  /** The time at which its user deleted its result, or dismissed it. Absent: the user has kept it. */
  removedAt: optionalSince(3, Time),
  /** The progress of long work, from 0 to 1. */
  progress: absentIsNull(z.number().min(0).max(1)),
  /**
   * The provider's id of accepted work, as JSON. A worker that takes over polls that work and doesn't start it again.
   */
  job: absentIsNull(z.string()),
  /** For a guest's turn: the digest of the address that it counts against. */
  guestAddress: absentIsNull(personal(z.string())),
  /** Whether a staff member made the request, so that its cost is the operator's own. */
  byStaff: optionalSince(3, z.literal(true)),
  /** The reel that it is a step of. */
  reelId: absentIsNull(z.string()),
  /**
   * Set from when a cancel is acknowledged until the activity ends: the instance that must stop. Read it with
   * `isCancelled`.
   */
  cancelFor: z.string().optional(),
  failure: absentIsNull(Failure),
  /** The work succeeded after the sweep had released its credits. It was delivered and never charged. */
  deliveredLate: z.boolean().default(false),
  client: ClientFacts,
  shard: Shard,
  traceId: z.string(),
  createdAt: Time,
  startedAt: absentIsNull(Time),
  endedAt: absentIsNull(Time),
  /** The quantity used, possibly less than the quantity held; null while the activity is open. */
  used: since(3, Quantity),
  /** The store's own time of the commit that ended the activity. Usage is logged in this order. */
  recordedAt: since(3, Time),
  /** The store's own time of the commit that delivered it late. */
  lateRecordedAt: since(3, Time),
  /** The provider's charge when the activity expired; set once it is delivered late. */
  expiredCostUsdMicros: since(3, z.int().min(0)),
  /**
   * The time at which the activity ended, for builds without usage logs. Their roll-up queries this field and removes
   * it.
   */
  rollUpAt: absentIsNull(Time),
});
export type Activity = z.infer<typeof Activity>;

/** The fields that an activity gets when it ends. */
export const NOT_ENDED = {
  endedAt: null,
  used: null,
  recordedAt: null,
  lateRecordedAt: null,
  expiredCostUsdMicros: null,
  rollUpAt: null,
} satisfies Partial<Activity>;

/** Whether it has not ended: its price is held. */
export function isOpen({ status }: Pick<Activity, 'status'>): boolean {
  return status === 'pending' || status === 'processing';
}

/** Returns whether the activity was cancelled and has not ended yet, whichever worker has it. */
export function isCancelled({ cancelFor }: Pick<Activity, 'cancelFor'>): boolean {
  return cancelFor !== undefined;
}

/** Returns whether the work is free, with its would-be charge recorded. */
export function isShadow({ shadowMicros }: Pick<Activity, 'shadowMicros'>): boolean {
  return shadowMicros !== undefined;
}

/** No request has this digest, because digests are never empty. */
export const PLACEHOLDER_DIGEST = '';

/** Returns whether the activity is a placeholder for a request that was cancelled before it was held. */
export function isPlaceholder({ intentDigest }: Pick<Activity, 'intentDigest'>): boolean {
  return intentDigest === PLACEHOLDER_DIGEST;
}

/** The user or system that moved the credits. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'admin', 'system']),
  uid: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

const movement = {
  schemaVersion,
  accountId: z.string(),
  /** The amounts added (positive) or removed (negative), per lot. */
  amounts: z.array(z.strictObject({ lotId: z.string(), source: LotSource, amountMicros: SignedMicros })),
  totalMicros: SignedMicros,
  debtDeltaMicros: SignedMicros,
  actor: Actor,
  traceId: z.string(),
  createdAt: Time,
  /** The account's shard, by which entries are found for sealing. Absent in older entries. */
  shard: since(3, Shard).optional(),
  /** When the store recorded it, by its own clock, which orders entries for figures. Usage is read from its logs. */
  recordedAt: since(3, Time).optional(),
};

/**
 * `credit_logs/{entryId}`: one immutable entry for each movement of credits in or out. The id is derived from the cause
 * (`usage-…`, `grant-…`), so a cause can move credits only once.
 */
export const LedgerEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    ...movement,
    kind: z.literal('usage'),
    activityId: z.string(),
    uid: z.string(),
    operation: z.string(),
    model: z.string(),
    /** The quantity used, possibly less than the quantity held. */
    ...Usage.shape,
    catalogVersion: z.int(),
    priceMicros: Micros,
  }),
  z.strictObject({ ...movement, kind: z.literal('grant'), lot: LotDescriptor, reason: z.string() }),
  z.strictObject({ ...movement, kind: z.literal('revoke'), reason: z.string() }),
  z.strictObject({ ...movement, kind: z.literal('lapse') }),
  z.strictObject({ ...movement, kind: z.literal('repay') }),
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** The return value of an app's own function, as JSON: kept to answer repeated requests. */
const KeptValue = z.strictObject({ kind: z.literal('value'), json: z.string() });

/** `results/{accountId_requestId}`: the generated output, or the return value of an app's own function. */
export const Result = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  output: personal(z.discriminatedUnion('kind', [...GenerationOutput.options, KeptValue])),
  createdAt: Time,
  /** The request's input as JSON, to be used again; without the bytes of an uploaded file. Absent in older results. */
  input: personal(optionalSince(3, z.string())),
  /** The time from which it is not returned, and soon deleted. Absent: kept as long as its activity. */
  expiresAt: optionalSince(3, Time),
});
export type Result = z.infer<typeof Result>;

/** `prompts/{accountId_requestId}`: the whole prompt, if the activity has only its beginning. */
export const Prompt = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  prompt: personal(z.string()),
  createdAt: Time,
});
export type Prompt = z.infer<typeof Prompt>;

export const Role = z.enum(['analyst', 'support', 'admin', 'owner']);
export type Role = z.infer<typeof Role>;

/** `staff/{uid}`: the role of a staff member. A claim named `role` belongs to the host app. */
export const StaffMember = z.strictObject({
  schemaVersion,
  /** Null: the role was taken away. Nothing restores it automatically. */
  role: Role.nullable(),
  updatedAt: Time,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** `people/{uid}`: a user's profile, as Firebase Auth last reported it. Deleted with the user. */
export const UserProfile = z.strictObject({
  schemaVersion,
  email: personal(z.string()).nullable(),
  name: personal(z.string()).nullable(),
  avatarUrl: personal(z.string()).nullable(),
  /** The folded beginnings of e-mail address and names, for a search while someone types. */
  searchPrefixes: personal(z.array(z.string())),
  updatedAt: Time,
});
export type UserProfile = z.infer<typeof UserProfile>;

/** `admin_audit_logs/{id}`: an action of the staff, written in the same commit as the action. */
export const AuditEntry = z.strictObject({
  schemaVersion,
  action: openEnum(auditActions),
  actor: z.strictObject({ uid: z.string(), email: formerlyPersonal(z.string()), role: Role.nullable() }),
  target: z.string(),
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
  reason: z.string(),
  ip: formerlyPersonal(z.string()),
  traceId: z.string(),
  createdAt: Time,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `system_config/catalog`: the published catalog, which everyone can read. */
export const PublishedCatalog = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  catalog: Catalog,
  publishedBy: z.string(),
  publishedAt: Time,
  /** The providers that the server can reach. Null: not checked yet. Past versions don't store them. */
  reachableProviders: since(2, z.array(z.string().max(64)).max(100)),
  /** The providers' labels, by the names that catalogs use. */
  providerLabels: optionalSince(2, z.record(z.string().max(64), z.string().max(80))),
});
export type PublishedCatalog = z.infer<typeof PublishedCatalog>;

/** `catalog_versions/{n}`: every version that was ever published, with the parts that only staff can read. */
export const CatalogVersion = z.strictObject({
  ...PublishedCatalog.shape,
  /** The e-mail address of the publisher; null if no user published it. */
  email: formerlyPersonal(z.string()),
  reason: z.string(),
});
export type CatalogVersion = z.infer<typeof CatalogVersion>;

/** `system_config/moderation`: the published word lists. If it doesn't exist, the defaults apply. */
export const PublishedModeration = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  settings: ModerationSettings,
  /** The lists that this version replaced, for a rollback; null: the defaults. */
  previous: ModerationSettings.nullable(),
  publishedBy: z.string(),
  publishedAt: Time,
});
export type PublishedModeration = z.infer<typeof PublishedModeration>;

/** `rate_limits/{digest of the address}`: when guests at an address took their turns, oldest first. */
export const AddressTurns = z.strictObject({ schemaVersion, guestTurns: z.array(TimeMs) });
export type AddressTurns = z.infer<typeof AddressTurns>;

/** The staff's triage of a signal, with its author and time. */
export const Triage = z.strictObject({
  state: TriageState,
  uid: z.string(),
  atMs: TimeMs,
  note: personal(z.string()),
});
export type Triage = z.infer<typeof Triage>;

/** `abuse_detection/{accountId-kind-hour}`: signs of one kind by one account within an hour. Never deleted. */
export const AbuseSignal = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  email: formerlyPersonal(z.string()),
  kind: AbuseKind,
  severity: Severity,
  count: z.int().min(1),
  /** The latest signs, oldest first. */
  evidence: z.array(
    z.strictObject({
      /** In English, from earlier builds; empty since. */
      text: personal(z.string()),
      /** The details that the sentence about a sign of this kind mentions. */
      details: since(3, AbuseDetails),
      traceId: z.string(),
      atMs: TimeMs,
    }),
  ),
  /** The staff's triage; null: not triaged yet. */
  triage: since(3, Triage),
  traceId: z.string(),
  createdAt: Time,
  updatedAt: Time,
});
export type AbuseSignal = z.infer<typeof AbuseSignal>;

/** What an alert is about; `code` and `details` say more. */
const AlertKind = openEnum([
  /** A decision would have created or lost credits, so nothing was written. */
  'decision-unbalanced',
  /** A command failed because of a fault in Firemeter: it could not be decided or stored. */
  'command-failed',
  ...AlertConditionName.options,
]);
export type AlertKind = z.infer<typeof AlertKind>;

/**
 * `alerts/{account-kind-hour}`: a fault in the product itself, open until staff resolve it.
 * `alerts/{all-kind}`: a lasting fault, resolved by the check that no longer finds it.
 * `alerts/{condition-time-subject}`: a rule's condition holds for a subject; resolved when it no longer does.
 */
export const Alert = z.strictObject({
  schemaVersion,
  kind: AlertKind,
  severity: Severity,
  /** Null: it doesn't concern a single account. */
  accountId: absentIsNull(z.string()),
  /** The place of the fault, such as `hold activity/uid_1`. */
  subject: z.string(),
  /** The code of its message. */
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  traceId: absentIsNull(z.string()),
  createdAt: Time,
  resolvedAt: absentIsNull(Time),
  /** The condition of the rule that fired it; null: the code that detected it fired it. */
  rule: since(3, z.string()),
  /** The staff member who acknowledged it first. */
  acknowledged: since(3, z.strictObject({ uid: z.string(), atMs: TimeMs })),
  /** The staff member who resolved it; null: none did. */
  resolvedBy: since(3, z.string()),
});
export type Alert = z.infer<typeof Alert>;
/** An alert before it is recorded. */
export type NewAlert = Omit<Alert, 'schemaVersion' | 'createdAt' | keyof typeof NEW_ALERT>;
/** The empty fields of a new alert. */
export const NEW_ALERT = { resolvedAt: null, rule: null, acknowledged: null, resolvedBy: null } as const;

/** A request for work that the guard rejected, so nothing was held. Contains neither prompt nor address. */
export const RejectionEntry = z.strictObject({
  atMs: TimeMs,
  accountId: z.string(),
  /** The user who made the request; null in older entries, where user and account are the same. */
  uid: since(3, z.string()),
  /** Null if the request names none: a reel has several. */
  operation: z.string().nullable(),
  model: z.string().nullable(),
  /** An error code, possibly of a later build. */
  code: z.string(),
});
export type RejectionEntry = z.infer<typeof RejectionEntry>;

/**
 * `rejections/{id}`: the requests that one instance rejected within a few seconds. Best effort: an instance can end
 * before it writes them.
 */
export const Rejections = z.strictObject({
  schemaVersion,
  /** The number of all rejections. Under a flood, `entries` has only the first ones. */
  count: z.int().min(1),
  /** Oldest first. */
  entries: z.array(RejectionEntry),
  createdAt: Time,
});
export type Rejections = z.infer<typeof Rejections>;

/**
 * `rate_limits/{what-digest of the address}`: the requests in each part of a window, by the second at which it began.
 */
export const AddressCounts = z.strictObject({ schemaVersion, counts: z.record(z.string(), z.int()) });
export type AddressCounts = z.infer<typeof AddressCounts>;

/** An entry of the block list. It is removed from the list to end it; the audit log has every change. */
export const Block = z.strictObject({
  blockId: z.string(),
  target: personal(BlockTarget),
  reason: personal(z.string()),
  author: z.strictObject({ uid: z.string(), email: formerlyPersonal(z.string()) }),
  createdAtMs: TimeMs,
  expiresAtMs: TimeMs.nullable(),
});
export type Block = z.infer<typeof Block>;

/** `system_config/blocks`: all blocks in one document, so that an instance needs one read. */
export const BlockList = z.strictObject({ schemaVersion, blocks: z.array(Block), updatedAt: Time });
export type BlockList = z.infer<typeof BlockList>;

/** The name of the window in which an account counts a guest's turns. */
export const GUEST_WINDOW = 'guest';

/** `reels/{accountId_reelId}`: a reel, with its steps and their state. */
export const Reel = z.strictObject({
  schemaVersion,
  /** The account that pays for its steps; null in older reels, for which the owner's own account pays. */
  accountId: since(3, z.string()),
  /** The user who asked. */
  uid: z.string(),
  reelId: z.string(),
  wish: personal(ReelBrief),
  title: personal(z.string()).nullable(),
  /** `stopped`: a step has failed, and the reel can be resumed from there. */
  status: z.enum(['running', 'stopped', 'completed', 'cancelled']),
  steps: z.array(ReelStep),
  /** The catalog whose prices were shown. No step costs more. */
  catalogVersion: z.int(),
  /** The user on whose behalf its steps run. */
  asker: z.strictObject({
    email: formerlyPersonal(z.string()),
    name: formerlyPersonal(z.string()),
    role: Role.nullable(),
    client: ClientFacts,
  }),
  traceId: z.string(),
  createdAt: Time,
  updatedAt: Time,
});
export type Reel = z.infer<typeof Reel>;

/** `jobs/{name}`: the state of a scheduled job. */
export const JobState = z.strictObject({
  schemaVersion,
  /** The latest run, and the time until which no other run begins. */
  lease: z.strictObject({ run: z.string(), untilMs: TimeMs }),
  lastStartAt: Time,
  lastSuccessAt: Time.nullable(),
  lastFailure: z
    .strictObject({
      atMs: TimeMs,
      /** In English, of earlier builds; empty since. */
      message: z.string(),
      fault: since(3, JobFault),
    })
    .nullable(),
  /** How long the last run took that ended, and what it did. */
  tookMs: z.int().min(0).nullable(),
  counts: z.record(z.string(), z.int()),
  /** The position at which the next run continues; null: at the start. */
  cursor: z.string().nullable(),
  /** The latest runs that have ended, newest first. */
  runs: since(3, z.array(JobRuns)),
});
export type JobState = z.infer<typeof JobState>;

/** `off`: not configured, so it isn't checked. */
const HealthStatus = z.enum(['ok', 'failing', 'off']);
const HealthCheck = z.strictObject({
  name: z.string(),
  status: HealthStatus,
  tookMs: z.int().min(0),
  /** A description of the fault in English, from earlier builds. */
  note: z.string().nullable(),
  fault: since(3, HealthFault),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** `system_config/health`: the result of the last check of each part, provider and job. */
export const HealthReport = z.strictObject({
  schemaVersion,
  /** `down`: nothing can be generated; `degraded`: something is wrong. */
  status: z.enum(['ok', 'degraded', 'down']),
  parts: z.array(HealthCheck),
  providers: z.array(HealthCheck),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      standing: z.enum(['new', 'running', 'failed', 'late', 'ok']),
      lastSuccessAgeMs: z.int().min(0).nullable(),
    }),
  ),
  checkedAt: Time,
});
export type HealthReport = z.infer<typeof HealthReport>;

/** `system_config/schema`: the schema version that the store was raised to. If it doesn't exist, version 1. */
export const StoreSchema = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  /** The position at which updating older documents continues; null: it is complete. */
  cursor: z.string().nullable(),
  updatedAt: Time,
});
export type StoreSchema = z.infer<typeof StoreSchema>;

/** The kinds of drifts in the books of an account. */
export const DriftKind = z.enum([
  'account-missing',
  'activity-foreign',
  'activity-misnamed',
  'capture-over-hold',
  'credits-off',
  'debt-off',
  'end-wrong',
  'entry-impossible',
  'entry-misnamed',
  'entry-unbalanced',
  'failure-wrong',
  'grant-doubled',
  'hold-over-price',
  'hold-stuck',
  'hold-undrawn',
  'lapse-mark-wrong',
  'lease-wrong',
  'limit-passed',
  'lot-changed',
  'lot-doubled',
  'lot-empty',
  'lot-negative',
  'lot-out-of-order',
  'lot-overdue',
  'lot-unknown',
  'not-verified',
  'result-missing',
  'result-orphan',
  'unreadable',
  'usage-missing',
  'usage-of-another-lot',
  'usage-of-nothing',
  'usage-off',
  'usage-undue',
]);
export type DriftKind = z.infer<typeof DriftKind>;

/** One drift, with an explanation as far as there is one. */
export const Drift = z.strictObject({
  kind: DriftKind,
  accountId: z.string(),
  /** The document in which it was found, or a lot. */
  subject: z.string(),
  /** The amount by which the actual amount exceeds the expected one; null if no amount is wrong. */
  offByMicros: SignedMicros.nullable(),
  /** In English, from earlier builds; empty since. */
  cause: z.string(),
  why: since(3, DriftCause),
});
export type Drift = z.infer<typeof Drift>;

/** `ledger_reports/{pass-part}`: the verifier's findings in a part of the accounts, and where it continues. */
export const LedgerReport = z.strictObject({
  schemaVersion,
  /** Shared by all parts of one pass over all accounts. */
  pass: z.string(),
  /** A shard of the accounts, or the documents that belong to no account. */
  part: z.string(),
  /** The last account that was verified. */
  cursor: z.string().nullable(),
  accounts: z.int(),
  activities: z.int(),
  entries: z.int(),
  driftCount: z.int(),
  /** The first drifts. */
  drifts: z.array(Drift),
  startedAt: Time,
  endedAt: Time.nullable(),
});
export type LedgerReport = z.infer<typeof LedgerReport>;

/** `ledger_checkpoints/{accountId}`: the verified sums of an account's ledger before a time. */
export const LedgerCheckpoint = z.strictObject({
  schemaVersion,
  throughMs: TimeMs,
  /** The lots that had credits then, with the sums of their entries. */
  lots: z.array(z.strictObject({ lot: LotDescriptor, micros: SignedMicros })),
  debtMicros: SignedMicros,
});
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpoint>;
