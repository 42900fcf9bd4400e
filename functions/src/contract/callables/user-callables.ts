import { z } from 'zod';
import { Role } from '../documents/staff.ts';
import { Micros } from '../money/micros.ts';
import { leastRole } from '../staff/staff-permissions.ts';
import { AccountId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { RequestedTimeMs, TimeMs } from '../time.ts';

/** All are from the most or the latest on. Balance and the last visit are those that the figures reach. */
export const userSorts = ['newest', 'spent', 'balance', 'seen'] as const;

/** A balance below this counts as low in the list of users. */
export const LOW_BALANCE_MICROS = 10_000_000;

/** The filter of the list of users; null: any value. */
export const UserFilter = z.strictObject({
  /** The beginning of an e-mail address or of a part of a name, or the id of a user, an account or a payment. */
  text: wellFormedText({ min: 1, max: 400 }).nullable(),
  kind: z.enum(['person', 'guest']).nullable(),
  /** Each one has to hold. */
  are: z.array(z.enum(['suspended', 'unlimited', 'staff', 'plan', 'debt', 'low'])).max(6),
  signedUpFromMs: RequestedTimeMs.nullable(),
  signedUpUntilMs: RequestedTimeMs.nullable(),
});
export type UserFilter = z.infer<typeof UserFilter>;

/** A row of the list of users. */
export const UserRow = z.strictObject({
  accountId: z.string(),
  uid: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  kind: z.enum(['person', 'guest']),
  status: z.enum(['active', 'suspended']),
  unlimited: z.boolean(),
  balanceMicros: Micros,
  debtMicros: Micros,
  spentMicros: Micros,
  role: Role.nullable(),
  /** The plan's name in the catalog. */
  plan: z.string().nullable(),
  createdAtMs: TimeMs,
  /** The end of the latest request, the latest purchase, or the first visit, as far as the figures reach; null: not known yet. */
  lastSeenMs: TimeMs.nullable(),
});
export type UserRow = z.infer<typeof UserRow>;

/** The queries of staff about users. */
export const userCallables = {
  /** Lists users, a page at a time. A page may be short, or empty, while `cursor` shows that more accounts remain to scan. */
  findUsers: {
    caller: leastRole('read-people'),
    request: z.strictObject({
      filter: UserFilter,
      sort: z.enum(userSorts),
      /** The end of the page before; null: the first page. */
      cursor: wellFormedText({ min: 1, max: 1_000 }).nullable(),
    }),
    response: z.strictObject({
      people: z.array(UserRow),
      cursor: z.string().nullable(),
      /** The number of accounts scanned for this page. */
      scanned: z.int().min(0),
    }),
  },
  /** Returns Firebase Auth's data about a user, beyond that in `people`. */
  lookUpUser: {
    caller: leastRole('read-people'),
    request: z.strictObject({ uid: AccountId }),
    response: z.strictObject({
      email: z.string().nullable(),
      isEmailVerified: z.boolean(),
      isDisabled: z.boolean(),
      /** Such as `password` or `google.com`; empty for a guest. */
      providers: z.array(z.string()),
      createdAtMs: TimeMs.nullable(),
      lastSignInAtMs: TimeMs.nullable(),
      lastSeenAtMs: TimeMs.nullable(),
      role: Role.nullable(),
    }),
  },
} as const;
