import { z } from 'zod';
import { AbuseKind, Severity } from './abuse.ts';
import { BlockTarget } from './block-target.ts';
import { Catalog, OperationKind } from './catalog.ts';
import { Failure } from './failure.ts';
import { GenerationOutput } from './generation.ts';
import { Micros, SignedMicros } from './micros.ts';
import { ModerationSettings } from './moderation/moderation-settings.ts';
import { formerlyPersonal, personal } from './personal.ts';
import { Quantity } from './quantity.ts';
import { ReelBrief, ReelStep } from './reel.ts';
import { openEnum, optionalSince, schemaVersion, since, until } from './stored-document.ts';
import { DAY_MS, Time, TimeMs } from './time.ts';

/** Collection names, and how the ids of their documents are made. */
export const collections = {
  accounts: 'accounts',
  activities: 'ai_activity',
  ledger: 'credit_logs',
  results: 'results',
  prompts: 'prompts',
  rateLimits: 'rate_limits',
  abuse: 'abuse_detection',
  audit: 'admin_audit_logs',
  rejections: 'rejections',
  config: 'system_config',
  catalogVersions: 'catalog_versions',
  reels: 'reels',
  payments: 'payments',
  stripeEvents: 'stripe_events',
  billing: 'billing',
  jobs: 'jobs',
  ledgerReports: 'ledger_reports',
  ledgerCheckpoints: 'ledger_checkpoints',
  usageLogs: 'usage_logs',
  usageLogHeads: 'usage_log_heads',
  usageRollUps: 'usage_rollups',
  accountRollUps: 'account_rollups',
  insights: 'insights',
  milestones: 'milestones',
  alerts: 'alerts',
  staff: 'staff',
  people: 'people',
  ledgerSeals: 'ledger_seals',
  auditSeals: 'audit_seals',
  auditSalts: 'audit_salts',
} as const;

export type CollectionName = keyof typeof collections;

/** Letters, digits, `-` and `_`, beginning with a letter; empty: none. */
const CollectionPrefix = z.string().regex(/^([A-Za-z][A-Za-z0-9_-]{0,31})?$/, {
  error: 'A prefix of collections begins with a letter, and has letters, digits, - and _ only',
});

/** Returns what collections are called that begin with a prefix, so that they do not collide with a host app's. @throws ZodError */
export function collectionsWith(prefix: string): Readonly<Record<CollectionName, string>> {
  const checked = CollectionPrefix.parse(prefix);
  const names = Object.entries(collections).map(([key, name]) => [key, `${checked}${name}`]);
  return Object.fromEntries(names) as Record<CollectionName, string>;
}

export const CATALOG_CONFIG = 'catalog';
export const BLOCKS_CONFIG = 'blocks';
export const MODERATION_CONFIG = 'moderation';
export const HEALTH_CONFIG = 'health';
export const SCHEMA_CONFIG = 'schema';
export const ACTIVITY_SHARDS = 10;
/** How long an ended activity and its result are kept. The ledger is kept for good. */
export const RETENTION_MS = 90 * DAY_MS;

/** A request of a user for which an account pays. */
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

/** Returns the account and the request that an id joins. An id without `_` names no request. */
export function splitActivityId(activityId: string): Pick<OwnRequest, 'accountId' | 'requestId'> {
  const at = activityId.lastIndexOf('_');
  return { accountId: activityId.slice(0, Math.max(0, at)), requestId: activityId.slice(at + 1) };
}

export const LotSource = z.enum(['welcome', 'purchase', 'subscription', 'bonus', 'referral', 'promo']);
export type LotSource = z.infer<typeof LotSource>;

/** A field that is not there is null: older documents lack it, and a new one need not store what is not known yet. */
function absentIsNull<S extends z.ZodType>(schema: S) {
  return schema.nullable().default(null);
}

/**
 * What credits of a paid lot were paid with: so much money, without tax and after discounts, for so many micros, bonus
 * included. Kept as a fraction, so that nothing is lost by rounding.
 */
export const UnitValue = z.strictObject({
  cents: z.int().min(0),
  perMicros: z.int().min(1),
  currency: z.string(),
});
export type UnitValue = z.infer<typeof UnitValue>;

/** What makes a lot that lot: enough to restore one that had left the account. */
export const LotDescriptor = z.strictObject({
  lotId: z.string(),
  source: LotSource,
  grantedAtMs: TimeMs,
  expiresAtMs: absentIsNull(TimeMs),
  paymentId: absentIsNull(z.string()),
  /**
   * By how much its expiry was put off, for the time that its account was suspended. Stored whatever the store was raised
   * to: without it, an expiry that was put off before the schema was lowered again could not be explained.
   */
  pausedMs: absentIsNull(z.int().min(0)).optional(),
  /** Of a lot that was paid for; null: it was free, or an earlier build granted it. */
  unitValue: since(3, UnitValue).optional(),
});
export type LotDescriptor = z.infer<typeof LotDescriptor>;

export const Lot = z.strictObject({
  ...LotDescriptor.shape,
  remainingMicros: Micros,
  /** Under dispute: stays in the account, cannot be spent. */
  frozen: z.boolean().default(false),
});
export type Lot = z.infer<typeof Lot>;

/** A lot that another one follows: credits released into it go over up to what is left of its rollover; the rest lapses. */
export const ClosedLot = z.strictObject({
  lotId: z.string(),
  followedBy: LotDescriptor,
  rolloverMicros: Micros,
});
export type ClosedLot = z.infer<typeof ClosedLot>;

export const DrawnLot = z.strictObject({ lot: LotDescriptor, amountMicros: Micros });
export type DrawnLot = z.infer<typeof DrawnLot>;

/** Spreads what is looked for by time over as many places of an index. */
const Shard = z
  .int()
  .min(0)
  .max(ACTIVITY_SHARDS - 1);

/** `accounts/{accountId}`: everything needed to admit a request. */
export const Account = z.strictObject({
  schemaVersion,
  ownerUid: z.string(),
  kind: z.enum(['person', 'guest']),
  /** These three as they were when the account was opened, for builds that don't know `people`. */
  email: absentIsNull(personal(z.string())),
  name: absentIsNull(personal(z.string())),
  searchPrefixes: personal(z.array(z.string())),
  status: z.enum(['active', 'suspended']),
  statusReason: absentIsNull(personal(z.string())),
  /** Since when it is suspended: meanwhile nothing expires. */
  suspendedAt: since(2, Time),
  /** When its status changed, until its subscriptions are paused or resumed accordingly. */
  pauseDueAt: since(2, Time),
  /**
   * The ledger entry of its welcome credits: it gets no others, whatever its e-mail address becomes. Stored whatever the
   * store was raised to, since it goes with the entry. Absent in accounts that earlier builds welcomed.
   */
  welcomeEntryId: absentIsNull(z.string()).optional(),
  /** Charged nothing; usage is recorded all the same. */
  unlimited: z.boolean().default(false),
  lots: z.array(Lot),
  /** Lots that a renewal closed, kept while a hold on them may still be released. */
  closedLots: since(2, z.array(ClosedLot)),
  debtMicros: Micros,
  /** Whoever sees the balance fall below this asks for a top-up; null: nobody need look. */
  topUpBelowMicros: absentIsNull(Micros),
  /** Per operation, when the requests of the current window were admitted, oldest first. */
  windows: z.record(z.string(), z.array(TimeMs)),
  /** What a client's word has given back on the current UTC day. */
  clientReturns: z.strictObject({ dayStartMs: TimeMs, returnedMicros: Micros }),
  /** The decider's clock never runs behind this. */
  decidedAtMs: TimeMs,
  /** When the next of its lots is to lapse; null: none ever does. */
  nextLapseAt: absentIsNull(Time),
  shard: Shard,
  createdAt: Time,
});
export type Account = z.infer<typeof Account>;

/** What was used, and what the provider asks for it in micros of a US dollar. */
export const Usage = z.strictObject({ quantity: Quantity, costUsdMicros: z.int().min(0) });
export type Usage = z.infer<typeof Usage>;

export const ActivityStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'expired']);
export type ActivityStatus = z.infer<typeof ActivityStatus>;

/** Where a request came from, as far as it can be told. */
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
  /** The server's own work, or work that an app does elsewhere and reports. */
  runBy: z.enum(['server', 'client']),
  status: ActivityStatus,
  /** Keyed digest of what was asked: the same request id with another digest is a conflict. */
  intentDigest: z.string(),
  /** The beginning of the prompt, for lists; the whole of a longer one is in a document of its owner's alone. */
  promptPreview: personal(z.string()),
  promptDigest: z.string(),
  catalogVersion: z.int(),
  /** What was held for. */
  quantity: Quantity,
  /** The price shown, or less when the catalog had become cheaper: the most this can cost. */
  priceMicros: Micros,
  /** 0 for an unlimited account, else the price. */
  heldMicros: Micros,
  drawn: z.array(DrawnLot),
  /** What a stream has delivered so far: charged when its worker is lost. */
  delivered: absentIsNull(Usage.extend({ micros: Micros })),
  capturedMicros: Micros,
  /** What its provider asks for it in micros of a US dollar, whether or not anything was charged; null: not known. */
  costUsdMicros: since(2, z.int().min(0)),
  /** Made by the call that may run the work. */
  ownerNonce: z.string(),
  /** The instance that runs it. */
  worker: absentIsNull(z.string()),
  /** Set only while open: after it the sweep settles. */
  leaseUntil: absentIsNull(Time),
  /** How far long work is, 0 to 1. */
  progress: absentIsNull(z.number().min(0).max(1)),
  /** What a provider calls the work it has taken on, as JSON: whoever takes over asks for it and does not start anew. */
  job: absentIsNull(z.string()),
  /** A guest's turn: the digest of the address it counts against. */
  guestAddress: absentIsNull(personal(z.string())),
  /** The reel it is a step of. */
  reelId: absentIsNull(z.string()),
  /** There once a cancel is acknowledged, until it ends: the instance that must stop. Read it by `isCancelled`. */
  cancelFor: z.string().optional(),
  failure: absentIsNull(Failure),
  /** The work succeeded after the sweep had given the credits back: delivered, never charged. */
  deliveredLate: z.boolean().default(false),
  client: ClientFacts,
  shard: Shard,
  traceId: z.string(),
  createdAt: Time,
  startedAt: absentIsNull(Time),
  endedAt: absentIsNull(Time),
  /** What was used, which may be less than what was held for; null while it is open. */
  used: since(3, Quantity),
  /** When the store took the commit that ended it, by the store's own clock: usage is logged in this order. */
  recordedAt: since(3, Time),
  /** When the store took the commit that delivered it late. */
  lateRecordedAt: since(3, Time),
  /** What its provider had asked when it expired; there once it is delivered late. */
  expiredCostUsdMicros: since(3, z.int().min(0)),
  /** When it ended, for builds that know no usage logs: their roll-up finds it by this and takes it away. */
  rollUpAt: absentIsNull(Time),
});
export type Activity = z.infer<typeof Activity>;

/** What an activity does not have before it ends. */
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

/** Whether somebody has cancelled it and it has not ended yet, whichever worker has it. */
export function isCancelled({ cancelFor }: Pick<Activity, 'cancelFor'>): boolean {
  return cancelFor !== undefined;
}

/** No request has it: digests are never empty. */
export const PLACEHOLDER_DIGEST = '';

/** Whether it keeps the place of a request that was cancelled before it was held. */
export function isPlaceholder({ intentDigest }: Pick<Activity, 'intentDigest'>): boolean {
  return intentDigest === PLACEHOLDER_DIGEST;
}

/** Who moved credits. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'admin', 'system']),
  uid: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

const movement = {
  schemaVersion,
  accountId: z.string(),
  /** Per lot what came in (positive) or went out (negative). */
  amounts: z.array(z.strictObject({ lotId: z.string(), source: LotSource, amountMicros: SignedMicros })),
  totalMicros: SignedMicros,
  debtDeltaMicros: SignedMicros,
  actor: Actor,
  traceId: z.string(),
  createdAt: Time,
  /** That of its account, by which entries to seal are found. Absent in older ones. */
  shard: since(3, Shard).optional(),
};

/**
 * `credit_logs/{entryId}`: one immutable entry for each movement of credits in or out. The id follows from the cause
 * (`usage-…`, `grant-…`), so that a cause can move credits once.
 */
export const LedgerEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    ...movement,
    kind: z.literal('usage'),
    activityId: z.string(),
    uid: z.string(),
    operation: z.string(),
    model: z.string(),
    /** Which may be less than what was held for. */
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

/** `results/{accountId_requestId}`: what was generated. */
export const Result = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  output: personal(GenerationOutput),
  createdAt: Time,
});
export type Result = z.infer<typeof Result>;

/** `prompts/{accountId_requestId}`: the whole of what was asked for, where an activity shows only its beginning. */
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

/** `staff/{uid}`: the role of somebody who works for the operator. A claim of that name belongs to the host app. */
export const StaffMember = z.strictObject({
  schemaVersion,
  /** Null: taken away, which nothing gives back by itself. */
  role: Role.nullable(),
  updatedAt: Time,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** `people/{uid}`: who somebody is, as Firebase Auth last said. It goes when the user is deleted there. */
export const UserProfile = z.strictObject({
  schemaVersion,
  email: personal(z.string()).nullable(),
  name: personal(z.string()).nullable(),
  avatarUrl: personal(z.string()).nullable(),
  /** The beginnings of e-mail and names, folded: what somebody may have typed so far who looks for them. */
  searchPrefixes: personal(z.array(z.string())),
  updatedAt: Time,
});
export type UserProfile = z.infer<typeof UserProfile>;

/** `admin_audit_logs/{id}`: who did what to whom, in the same commit as the deed. */
export const AuditEntry = z.strictObject({
  schemaVersion,
  action: z.string(),
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

/** `system_config/catalog`: what everyone sees. */
export const PublishedCatalog = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  catalog: Catalog,
  publishedBy: z.string(),
  publishedAt: Time,
  /** Providers that the server can reach. Null: nobody has looked yet. Past versions don't say. */
  reachableProviders: since(2, z.array(z.string().max(64)).max(100)),
  /** What people call the providers, by the names that the catalog knows them by. */
  providerLabels: optionalSince(2, z.record(z.string().max(64), z.string().max(80))),
});
export type PublishedCatalog = z.infer<typeof PublishedCatalog>;

/** `catalog_versions/{n}`: every version that was ever published, and what only the team sees of it. */
export const CatalogVersion = z.strictObject({
  ...PublishedCatalog.shape,
  /** Of whom published it; null where no person did. */
  email: formerlyPersonal(z.string()),
  reason: z.string(),
});
export type CatalogVersion = z.infer<typeof CatalogVersion>;

/** `system_config/moderation`: the lists in force. Not there: the defaults. */
export const PublishedModeration = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  settings: ModerationSettings,
  /** What this version replaced, to go back to; null: the defaults. */
  previous: ModerationSettings.nullable(),
  publishedBy: z.string(),
  publishedAt: Time,
});
export type PublishedModeration = z.infer<typeof PublishedModeration>;

/** `rate_limits/{digest of the address}`: when guests at an address took their turns, oldest first. */
export const AddressTurns = z.strictObject({ schemaVersion, guestTurns: z.array(TimeMs) });
export type AddressTurns = z.infer<typeof AddressTurns>;

/** `abuse_detection/{accountId-kind-hour}`: what one account did of one kind within an hour. Never deleted. */
export const AbuseSignal = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  email: formerlyPersonal(z.string()),
  kind: AbuseKind,
  severity: Severity,
  count: z.int().min(1),
  /** The latest of them, oldest first. */
  evidence: z.array(z.strictObject({ text: personal(z.string()), traceId: z.string(), atMs: TimeMs })),
  traceId: z.string(),
  createdAt: Time,
  updatedAt: Time,
});
export type AbuseSignal = z.infer<typeof AbuseSignal>;

/** What an alert is about; `code` and `details` say more. */
const AlertKind = openEnum([
  /** The decider would have made or lost credits: nothing was written. */
  'decision-unbalanced',
  /** A command was rejected because of a fault of ours: it could not be decided or stored. */
  'command-failed',
  /** The verifier has found drifts, and no whole pass since has found the books right. */
  'books-off',
  /** The audit log is not as it was sealed, and no look since has found it right. */
  'audit-off',
]);
export type AlertKind = z.infer<typeof AlertKind>;

/**
 * `alerts/{account-kind-hour}`: something that is wrong with the product itself, until somebody has resolved it.
 * `alerts/{all-kind}`: something that is wrong for as long as it is, and is resolved by what finds it right again.
 */
export const Alert = z.strictObject({
  schemaVersion,
  kind: AlertKind,
  severity: Severity,
  /** Null: it concerns no one account. */
  accountId: absentIsNull(z.string()),
  /** What it was seen in, such as `hold activity/uid_1`. */
  subject: z.string(),
  /** What is wrong, for a table of messages. */
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  traceId: absentIsNull(z.string()),
  createdAt: Time,
  resolvedAt: absentIsNull(Time),
});
export type Alert = z.infer<typeof Alert>;
/** An alert before it is recorded. */
export type NewAlert = Omit<Alert, 'schemaVersion' | 'createdAt' | 'resolvedAt'>;

/** A request for work that the guard turned away: nothing was held for it. Neither prompt nor address is kept. */
export const RejectionEntry = z.strictObject({
  atMs: TimeMs,
  accountId: z.string(),
  /** Who asked; null in older entries, whose account is theirs. */
  uid: since(3, z.string()),
  /** Null where the request names none: a reel has several. */
  operation: z.string().nullable(),
  model: z.string().nullable(),
  /** An error code; of a newer version perhaps. */
  code: z.string(),
});
export type RejectionEntry = z.infer<typeof RejectionEntry>;

/** `rejections/{id}`: what one instance turned away within a few seconds. Best effort: an instance can end before it is written. */
export const Rejections = z.strictObject({
  schemaVersion,
  /** All of them: under a flood `entries` holds only the first. */
  count: z.int().min(1),
  /** Oldest first. */
  entries: z.array(RejectionEntry),
  createdAt: Time,
});
export type Rejections = z.infer<typeof Rejections>;

/** `rate_limits/{what-digest of the address}`: how many came in each part of a window, by the second it began. */
export const AddressCounts = z.strictObject({ schemaVersion, counts: z.record(z.string(), z.int()) });
export type AddressCounts = z.infer<typeof AddressCounts>;

/** Someone who is kept out; undone by taking it off the list, whose every change is in the audit log. */
export const Block = z.strictObject({
  blockId: z.string(),
  target: personal(BlockTarget),
  reason: personal(z.string()),
  author: z.strictObject({ uid: z.string(), email: formerlyPersonal(z.string()) }),
  createdAtMs: TimeMs,
  expiresAtMs: TimeMs.nullable(),
});
export type Block = z.infer<typeof Block>;

/** `system_config/blocks`: everyone who is kept out, in one document that each instance reads at a time. */
export const BlockList = z.strictObject({ schemaVersion, blocks: z.array(Block), updatedAt: Time });
export type BlockList = z.infer<typeof BlockList>;

/** The window in an account in which a guest's turns are counted. */
export const GUEST_WINDOW = 'guest';

/** `reels/{accountId_reelId}`: a story on its way to a video, step by step. */
export const Reel = z.strictObject({
  schemaVersion,
  /** The account that pays for its steps; null in older reels, which their owner's own account pays for. */
  accountId: since(3, z.string()),
  /** The user who asked. */
  uid: z.string(),
  reelId: z.string(),
  wish: personal(ReelBrief),
  title: personal(z.string()).nullable(),
  /** `stopped`: a step failed, and it can be resumed from there. */
  status: z.enum(['running', 'stopped', 'completed', 'cancelled']),
  steps: z.array(ReelStep),
  /** The prices that were shown: no step costs more. */
  catalogVersion: z.int(),
  /** On whose behalf its steps run. */
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

/** `jobs/{name}`: how a scheduled job stands. */
export const JobState = z.strictObject({
  schemaVersion,
  /** The latest run, and until when no other begins. */
  lease: z.strictObject({ run: z.string(), untilMs: TimeMs }),
  lastStartAt: Time,
  lastSuccessAt: Time.nullable(),
  lastFailure: z.strictObject({ atMs: TimeMs, message: z.string() }).nullable(),
  /** How long the last run took that ended, and what it did. */
  tookMs: z.int().min(0).nullable(),
  counts: z.record(z.string(), z.int()),
  /** Where the next run goes on; null: from the start. */
  cursor: z.string().nullable(),
});
export type JobState = z.infer<typeof JobState>;

/** `off`: not configured, so nothing is asked of it. */
const HealthStatus = z.enum(['ok', 'failing', 'off']);
const HealthCheck = z.strictObject({
  name: z.string(),
  status: HealthStatus,
  tookMs: z.int().min(0),
  /** What is wrong, in words. */
  note: z.string().nullable(),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** `system_config/health`: how each part, each provider and each job was when last looked at. */
export const HealthReport = z.strictObject({
  schemaVersion,
  /** `down`: nothing can be made; `degraded`: something is wrong. */
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

/** `system_config/schema`: the shape of documents that this store was raised to. Not there: the first one. */
export const StoreSchema = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  /** Where bringing older documents up to it goes on; null: it is done. */
  cursor: z.string().nullable(),
  updatedAt: Time,
});
export type StoreSchema = z.infer<typeof StoreSchema>;

/** What can be wrong with the books of an account. */
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

/** One thing that is wrong, and why as far as that can be told. */
export const Drift = z.strictObject({
  kind: DriftKind,
  accountId: z.string(),
  /** The document it is seen in, or a lot. */
  subject: z.string(),
  /** By how much what is there is more than what should be; null where no amount is wrong. */
  offByMicros: SignedMicros.nullable(),
  cause: z.string(),
});
export type Drift = z.infer<typeof Drift>;

/** `ledger_reports/{pass-part}`: what the verifier found in a part of the accounts, and where it goes on. */
export const LedgerReport = z.strictObject({
  schemaVersion,
  /** All parts of one pass over all accounts have it in common. */
  pass: z.string(),
  /** A shard of the accounts; or what belongs to no account. */
  part: z.string(),
  /** The last account that was verified. */
  cursor: z.string().nullable(),
  accounts: z.int(),
  activities: z.int(),
  entries: z.int(),
  driftCount: z.int(),
  /** The first of them. */
  drifts: z.array(Drift),
  startedAt: Time,
  endedAt: Time.nullable(),
});
export type LedgerReport = z.infer<typeof LedgerReport>;

/** `ledger_checkpoints/{accountId}`: what an account's ledger adds up to before a time, as it was verified. */
export const LedgerCheckpoint = z.strictObject({
  schemaVersion,
  throughMs: TimeMs,
  /** Lots that still had credits then, and what their entries add up to. */
  lots: z.array(z.strictObject({ lot: LotDescriptor, micros: SignedMicros })),
  debtMicros: SignedMicros,
});
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpoint>;

/** Neither expired nor frozen. */
export function isSpendable(lot: Lot, nowMs: number): boolean {
  return !lot.frozen && (lot.expiresAtMs === null || nowMs < lot.expiresAtMs);
}

/** What an account can spend at a time. */
export function balanceMicros({ lots }: Pick<Account, 'lots'>, nowMs: number): number {
  return lots.reduce((sum, lot) => (isSpendable(lot, nowMs) ? sum + lot.remainingMicros : sum), 0);
}
