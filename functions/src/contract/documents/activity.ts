import { z } from 'zod';
import { OperationKind } from '../catalog/catalog.ts';
import { ConversationPlace } from '../generation/conversation.ts';
import { Failure } from '../generation/failure.ts';
import { Micros } from '../money/micros.ts';
import { Quantity } from '../money/quantity.ts';
import { personal } from '../store/personal.ts';
import { Shard } from '../store/shard.ts';
import { absentIsNull, optionalSince, schemaVersion, since, until } from '../store/stored-document.ts';
import { DAY_MS, Time } from '../time.ts';
import { DrawnLot } from './lot.ts';

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

/** How long an ended activity and its result are kept. The ledger is kept for good. */
export const RETENTION_MS = 90 * DAY_MS;

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
  /** The user who made the request. */
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
  /** Its place in a conversation. Absent: it belongs to none, or began one. */
  conversation: optionalSince(3, ConversationPlace),
  /** The plan that its account subscribed to when it was admitted. Absent: none. */
  plan: optionalSince(3, z.string()),
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
  /** Whether its user marked its result as a favorite. */
  isFavorite: optionalSince(3, z.literal(true)),
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
  /**
   * When it failed: as its worker saw it, when its worker was last seen, or when its cancel was accepted. `recordedAt` is when its
   * credits were back. Absent: it didn't, or an earlier build ended it.
   */
  failedAt: optionalSince(3, Time),
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

/** Returns whether the activity has not ended, so that its price is held. */
export function isOpen({ status }: Pick<Activity, 'status'>): boolean {
  return status === 'pending' || status === 'processing';
}

/** Returns whether the work failed or expired, and was not cancelled. */
export function hasFailed({ status, failure }: Pick<Activity, 'status' | 'failure'>): boolean {
  return (status === 'failed' || status === 'expired') && failure?.code !== 'cancelled';
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
