import { z } from 'zod';
import { Role } from './documents.ts';
import { AccountId, DocumentId, Name, Reason, RequestId } from './identifiers.ts';
import { Micros } from './micros.ts';
import { leastRole } from './staff-permissions.ts';
import { wellFormedText } from './text.ts';

const AmountMicros = z.int().min(1).max(1_000_000_000_000);

/** What staff do about people, beyond what `callables.ts` lists. Each writes its audit entry. */
export const staffCallables = {
  /** Takes back granted credits that are unspent: never paid ones, nor what is held. Audited. */
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
    /** `auditId` names what `giveBackCredits` undoes. */
    response: z.strictObject({ auditId: z.string(), remainingMicros: Micros }),
  },
  /** Undoes `takeBackCredits`, once. Audited. */
  giveBackCredits: {
    caller: leastRole('take-back-credits'),
    request: z.strictObject({ requestId: RequestId, auditId: DocumentId, reason: Reason }),
    response: z.strictObject({ givenMicros: Micros, remainingMicros: Micros }),
  },
  /** Returns what a request was charged, or part of it, once, as credits that never expire. Audited. */
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
  /** Lets somebody start anew with a limit: what they have requested so far no longer counts. Audited. */
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
  /** Writes down something about a person, for staff alone. Audited, without the text. */
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
  /** Sets how far staff may go on their own. Audited. */
  setStaffSettings: {
    caller: leastRole('set-staff-settings'),
    request: z.strictObject({ requestId: RequestId, dailyReturnMicros: Micros, reason: Reason }),
    response: z.strictObject({}),
  },
} as const;
