import { z } from 'zod';
import { leastRole } from '../staff/staff-permissions.ts';
import { AccountId, Reason, RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { TimeMs } from '../time.ts';
import { Erasure } from './erasure.ts';

/** A document in an export, as it is stored: times as ISO 8601, bytes as base64. */
export const ExportedDocument = z.strictObject({
  collection: z.string(),
  id: z.string(),
  data: z.record(z.string(), z.json()),
});
export type ExportedDocument = z.infer<typeof ExportedDocument>;

/** A file in an export, by the name that its document has for it. */
export const ExportedFile = z.strictObject({
  name: z.string(),
  /** Absolute, or a path from the root of the app's own site, or a `data:` URL. */
  url: z.string(),
  /** Null: the URL never expires. */
  expiresAtMs: TimeMs.nullable(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

const ErasureState = z.strictObject({
  state: Erasure.shape.state,
  undoUntilMs: TimeMs,
  eraseByMs: TimeMs,
});

/** The operations of people on what is held about them. */
export const privacyCallables = {
  /** Returns what is held about the caller, a page at a time, with links to their files. */
  exportMyData: {
    caller: 'guest',
    request: z.strictObject({
      /** The end of the page before; null: the first page. */
      cursor: wellFormedText({ min: 1, max: 2_000 }).nullable(),
    }),
    response: z.strictObject({
      documents: z.array(ExportedDocument),
      files: z.array(ExportedFile),
      cursor: z.string().nullable(),
    }),
  },
  /**
   * Requests the erasure of everything about the caller. Ends running work, the plan and every way to be charged at once;
   * erases after seven days. Needs a sign-in of the last five minutes. Safe to repeat.
   */
  requestErasure: {
    caller: 'person',
    request: z.strictObject({}),
    response: ErasureState,
  },
  /** Undoes the request within seven days. The plan, the cards and the top-up don't come back. */
  undoErasure: {
    caller: 'person',
    request: z.strictObject({}),
    response: ErasureState,
  },
  /** Keeps the evidence about a user whose data is erased, or ends that. Audited. */
  setLegalHold: {
    caller: leastRole('set-legal-hold'),
    request: z.strictObject({
      requestId: RequestId,
      accountId: AccountId,
      isHeld: z.boolean(),
      reason: Reason,
    }),
    response: z.strictObject({ isHeld: z.boolean() }),
  },
} as const;
