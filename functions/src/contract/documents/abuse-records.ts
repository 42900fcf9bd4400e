import { z } from 'zod';
import { AbuseDetails, AbuseKind, Severity, TriageState } from '../limits/abuse.ts';
import { BlockTarget } from '../limits/block-target.ts';
import { formerlyPersonal, personal } from '../store/personal.ts';
import { schemaVersion, since } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

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
