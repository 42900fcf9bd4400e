import { z } from 'zod';
import { Caps, CapUse, LabelCap } from '../limits/caps.ts';
import { Micros } from '../money/micros.ts';
import { personal } from '../store/personal.ts';
import { Shard } from '../store/shard.ts';
import { absentIsNull, optionalSince, schemaVersion, since } from '../store/stored-document.ts';
import { Name } from '../text/identifiers.ts';
import { Time, TimeMs } from '../time.ts';
import { ClosedLot, Lot } from './lot.ts';

/** A plan as the account knows it. It counts before `untilMs`. */
export const SubscribedPlan = z.strictObject({ name: Name, untilMs: TimeMs });
export type SubscribedPlan = z.infer<typeof SubscribedPlan>;

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
   * When its owner requested the erasure for which it is closed: nothing but undoing that reinstates it. Stored at any schema
   * version, because whoever reinstates an account relies on it.
   */
  erasureRequestedAt: absentIsNull(Time).optional(),
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
  /** The plan that it subscribes to, and until when if nothing else is reported. Null or absent: none. */
  plan: since(3, SubscribedPlan).optional(),
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
  /**
   * The time of the last decision of a build that counts usage for caps, and when it was last noticed that an earlier build
   * had decided in between. Stored at any schema version, because the verifier would otherwise report what was not counted.
   */
  capsCountedAtMs: TimeMs.optional(),
  capsMissedAtMs: TimeMs.optional(),
  /** The caps of labels, by label. Absent: none was ever set. Like the labels of requests, they wait for the schema. */
  labelCaps: optionalSince(3, z.array(LabelCap)),
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

/** Returns whether an account has fields with these values. */
export function hasFields(account: Account, fields: Partial<Account>): boolean {
  const names = Object.keys(fields) as (keyof Account)[];
  return names.every((name) => JSON.stringify(fields[name]) === JSON.stringify(account[name]));
}
