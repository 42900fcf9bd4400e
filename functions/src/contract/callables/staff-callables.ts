import { z } from 'zod';
import { LotSource } from '../documents/lot.ts';
import { Role } from '../documents/staff.ts';
import { Micros } from '../money/micros.ts';
import { Policies } from '../policies/policies.ts';
import { MinimumAge, TermsDraft } from '../policies/terms.ts';
import { ApprovalAction } from '../staff/staff-documents.ts';
import { leastRole } from '../staff/staff-permissions.ts';
import { AccountId, DocumentId, Name, Reason, RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { RequestedTimeMs } from '../time.ts';

const AmountMicros = z.int().min(1).max(1_000_000_000_000);

/** Credits for everyone on a list. */
const BulkGrant = {
  entries: z
    .array(
      z.strictObject({
        /** An e-mail address or the id of a user. */
        to: wellFormedText({ min: 1, max: 254 }),
        amountMicros: AmountMicros,
      }),
    )
    .min(1)
    .max(500),
};

/** The operations of staff on users, beyond those in `callables.ts`. Each writes its audit entry. */
export const staffCallables = {
  /** Takes back granted credits that are unspent: neither paid nor held ones. Audited. */
  takeBackCredits: {
    caller: leastRole('take-back-credits'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      amountMicros: AmountMicros,
      /** The lot to take from; null: all granted ones, in burn order. */
      lotId: DocumentId.nullable(),
      reason: Reason,
    }),
    /** `auditId` names the take-back that `giveBackCredits` undoes. */
    response: z.strictObject({ auditId: z.string(), remainingMicros: Micros }),
  },
  /** Undoes `takeBackCredits`, once. Audited. */
  giveBackCredits: {
    caller: leastRole('take-back-credits'),
    request: z.strictObject({ requestId: RequestId, auditId: DocumentId, reason: Reason }),
    response: z.strictObject({ givenMicros: Micros, remainingMicros: Micros }),
  },
  /** Returns a request's charge, or part of it, once, as credits that never expire. Audited. */
  returnCredits: {
    caller: leastRole('return-credits'),
    request: z.strictObject({
      requestId: RequestId,
      activityId: DocumentId,
      /** Null: all of it. */
      amountMicros: AmountMicros.nullable(),
      reason: Reason,
    }),
    response: z.strictObject({
      entryId: z.string(),
      returnedMicros: Micros,
      remainingMicros: Micros,
    }),
  },
  /** Resets a user's limit: their earlier requests no longer count. Audited. */
  resetLimit: {
    caller: leastRole('reset-limit'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      /** An operation of the catalog; `guest` for the turns of a guest. */
      operation: Name,
      reason: Reason,
    }),
    response: z.strictObject({ operation: Name }),
  },
  /** Ends every sign-in of a user. Takes effect within a minute for users, at once for staff. Audited. */
  endSessions: {
    caller: leastRole('end-sessions'),
    request: z.strictObject({ requestId: RequestId, uid: AccountId, reason: Reason }),
    response: z.strictObject({}),
  },
  /** Gives a role, or (null) takes it away. The last owner keeps theirs. Audited. */
  setStaffRole: {
    caller: leastRole('set-role'),
    request: z.strictObject({
      requestId: RequestId,
      uid: AccountId,
      role: Role.nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ before: Role.nullable(), role: Role.nullable() }),
  },
  /** Adds a note about a user, for staff alone. Audited, without the text. */
  addStaffNote: {
    caller: leastRole('write-notes'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      text: wellFormedText({ min: 1, max: 2_000 }),
    }),
    response: z.strictObject({ noteId: z.string() }),
  },
  /** Deletes a note for good. Audited. */
  deleteStaffNote: {
    caller: leastRole('write-notes'),
    request: z.strictObject({ requestId: RequestId, noteId: DocumentId }),
    response: z.strictObject({}),
  },
  /** Sets what is promised to users. Audited. */
  setPolicies: {
    caller: leastRole('set-policies'),
    request: z.strictObject({
      requestId: RequestId,
      /** Absent: as it was. */
      refundPromise: Policies.shape.refundPromise.optional(),
      reason: Reason,
    }),
    response: z.strictObject({}),
  },
  /**
   * Publishes a version of the terms, of which all users are notified, or sets the minimum age. Audited. `version-conflict`
   * if another version was published since the one that this is based on.
   */
  updateTerms: {
    caller: leastRole('publish-terms'),
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('publish'),
        requestId: RequestId,
        /** The latest version when this one was written; 0: none. */
        baseVersion: z.int().min(0),
        terms: TermsDraft,
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('withdraw'),
        requestId: RequestId,
        version: z.int().min(1),
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('setMinimumAge'),
        requestId: RequestId,
        minimumAge: MinimumAge,
        reason: Reason,
      }),
    ]),
    response: z.strictObject({}),
  },
  /** Sets how far staff may go on their own. Audited. */
  setStaffSettings: {
    caller: leastRole('set-staff-settings'),
    request: z.strictObject({
      requestId: RequestId,
      dailyReturnMicros: Micros,
      approvalMicros: Micros,
      approvalCents: z.int().min(0).max(1_000_000_000),
      /** Who to call in an emergency; absent: unchanged. */
      contacts: z.string().trim().max(2_000).optional(),
      /** Null: no change of prices needs a second admin; absent: unchanged. */
      approvalPricePercent: z.int().min(0).max(100_000).nullable().optional(),
      reason: Reason,
    }),
    response: z.strictObject({}),
  },
  /** Lists the users who would receive credits, and the rows that match no user. Changes nothing. */
  previewBulkGrant: {
    caller: leastRole('bulk-grant'),
    request: z.strictObject(BulkGrant),
    response: z.strictObject({
      rows: z.array(
        z.strictObject({
          to: z.string(),
          amountMicros: Micros,
          status: z.enum(['found', 'not-found', 'duplicate', 'self']),
          accountId: z.string().nullable(),
          name: z.string().nullable(),
        }),
      ),
      totalMicros: Micros,
    }),
  },
  /** Grants credits to each user found on a list, once per batch: a repeated call continues. Audited. */
  grantInBulk: {
    caller: leastRole('bulk-grant'),
    request: z.strictObject({
      requestId: RequestId,
      ...BulkGrant,
      source: LotSource.extract(['bonus', 'referral', 'promo']),
      expiresAtMs: RequestedTimeMs.nullable(),
      reason: Reason,
    }),
    response: z.strictObject({ granted: z.int().min(0), skipped: z.int().min(0), totalMicros: Micros }),
  },
  /** Requests a second admin's approval above a threshold. Audited. */
  requestApproval: {
    caller: leastRole('approve'),
    request: z.strictObject({
      requestId: RequestId,
      action: ApprovalAction,
      /** The request of the callable, without its id and reason. */
      request: z.record(z.string(), z.json()),
      reason: Reason,
    }),
    response: z.strictObject({ approvalId: z.string() }),
  },
  /** Approves and executes another admin's request, once, or declines it. Audited. */
  decideApproval: {
    caller: leastRole('approve'),
    request: z.strictObject({
      requestId: RequestId,
      approvalId: DocumentId,
      decision: z.enum(['approve', 'decline']),
      reason: Reason,
    }),
    response: z.strictObject({ status: z.enum(['executed', 'declined']) }),
  },
} as const;
