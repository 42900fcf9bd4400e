import type { Auth, DecodedIdToken, UserRecord } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { AppError, MINUTE_MS, type Role, SECOND_MS, StaffMember } from '../../contract/index.ts';
import { log } from '../signals/log.ts';
import { collection, decodeDocument } from '../store/documents.ts';
import { createSharedRead, forgetOldest, type SharedRead } from '../store/shared-read.ts';
import { followUser, hasSameFacts, toUserFacts, type UserFacts } from './users.ts';

/** Users who are disabled, deleted or signed out everywhere can make calls on an instance for at most this long. */
const MAX_AGE_MS = MINUTE_MS;
/** While Auth can't be reached, the last lookup is used for this long, except for staff. */
const MAX_OUTAGE_MS = 10 * MINUTE_MS;
/** A lookup that takes longer counts as failed. */
const DEADLINE_MS = 4 * SECOND_MS;
/** After a failed lookup, the last one is used for this long before Auth is called again. */
const PAUSE_MS = 5 * SECOND_MS;
const MAX_KNOWN = 10_000;

/** A user according to the current state of Auth and the staff documents, whatever their token says. */
export interface Identity {
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  readonly role: Role | null;
  /** Has an account at Auth with nothing to sign in with again. */
  readonly isAnonymous?: boolean;
}

/** The contents of a verified ID token. */
export interface SignIn {
  readonly uid: string;
  readonly token: Pick<DecodedIdToken, 'auth_time' | 'iat' | 'email' | 'email_verified'> & {
    readonly name?: unknown;
  };
}

/** Returns the current role of a staff member of the operator; null for all other users. */
export type FindRole = (user: { readonly uid: string }) => Promise<Role | null>;

export interface Identities {
  /**
   * Returns the signed-in user. Looks up the callers of staff calls every time, and also everyone who has a role.
   * @throws AppError `unauthenticated` when they were deleted, disabled or signed out; `busy` while that can't be
   * determined
   */
  ofSignIn(signIn: SignIn, need: { readonly isForStaff: boolean }): Promise<Identity>;
  /**
   * Returns the user for whom queued work runs.
   * @throws AppError `unauthenticated` when they were deleted or disabled; `busy` while that can't be determined
   */
  ofUser(uid: string): Promise<Identity>;
}

interface LookedUp {
  /** The number of this lookup on the instance, because clocks can't order lookups within a millisecond. */
  readonly turn: number;
  readonly readMs: number;
  /** Null: deleted. */
  readonly user:
    | (UserFacts & {
        readonly isEmailVerified: boolean;
        readonly isDisabled: boolean;
        readonly isAnonymous: boolean;
        /** Sign-ins before this time are no longer valid. */
        readonly validAfterMs: number;
      })
    | null;
  readonly role: Role | null;
}

interface Known {
  readonly read: SharedRead<LookedUp>;
  last: LookedUp | null;
  failedMs: number;
}

/**
 * Looks users up in Auth and among staff, each at most once a minute on an instance. Concurrent lookups of a user share
 * one.
 */
export function createIdentities(services: {
  readonly auth: Pick<Auth, 'getUser'>;
  readonly db: Firestore;
  readonly now: () => number;
  /** Absent: the documents of `staff` say. */
  readonly findRole?: FindRole;
}): Identities {
  const { now } = services;
  let turns = 0;
  /** In order of last use. */
  const users = new Map<string, Known>();

  function knownOf(uid: string): Known {
    const known = users.get(uid) ?? newKnown(uid);
    users.delete(uid);
    users.set(uid, known);
    forgetOldest(users, MAX_KNOWN);
    return known;
  }

  function newKnown(uid: string): Known {
    const known: Known = {
      read: createSharedRead<LookedUp>({
        read: async (before) => {
          const turn = ++turns;
          known.last = { turn, ...(await inTime(lookUp(services, uid, before))) };
          return known.last;
        },
        now,
      }),
      last: null,
      failedMs: Number.NEGATIVE_INFINITY,
    };
    return known;
  }

  /** @throws AppError `busy` when there is no sufficient answer */
  async function lookedUp(
    uid: string,
    { isForStaff, isEnough }: { isForStaff: boolean; isEnough: (found: LookedUp) => boolean },
  ): Promise<LookedUp> {
    const known = knownOf(uid);
    const calledMs = now();
    const last = known.last && calledMs - known.last.readMs < MAX_OUTAGE_MS ? known.last : null;
    // Without the role, which may no longer apply.
    const fallback = last && !isForStaff ? { ...last, role: null } : null;
    if (fallback && calledMs - known.failedMs < PAUSE_MS) return fallback;
    const turnsBefore = turns;
    const isNew = ({ turn }: LookedUp) => turn > turnsBefore;
    try {
      return await known.read({
        maxAgeMs: isForStaff ? 0 : MAX_AGE_MS,
        isEnough: (found) => isNew(found) || (!isForStaff && found.role === null && isEnough(found)),
      });
    } catch (cause) {
      known.failedMs = now();
      log.userNotLookedUp({ uid, cause });
      if (fallback) return fallback;
      throw new AppError('busy', { reason: 'identity', retryAfterMs: 2_000 }, { cause });
    }
  }

  return {
    async ofSignIn({ uid, token }, { isForStaff }) {
      const found = await lookedUp(uid, { isForStaff, isEnough: (one) => !isOlder(one, token) });
      const user = presentUser(found);
      // Not `<`: a token without the time of its sign-in must be rejected.
      if (!(token.auth_time * SECOND_MS >= user.validAfterMs)) {
        throw new AppError('unauthenticated', { reason: 'sign-in-ended' });
      }
      return identityOf(user, found.role);
    },

    async ofUser(uid) {
      const found = await lookedUp(uid, { isForStaff: false, isEnough: () => true });
      return identityOf(presentUser(found), found.role);
    },
  };
}

/** Returns whether a token was made after a lookup and contradicts it. */
function isOlder({ readMs, user }: LookedUp, token: SignIn['token']): boolean {
  const madeBeforeMs = (token.iat + 1) * SECOND_MS;
  if (!(madeBeforeMs > readMs)) return false;
  if (user === null) return true;
  const { email = null, name = null, email_verified: isVerified = false } = token;
  return user.email !== email || user.name !== name || user.isEmailVerified !== isVerified;
}

/** @throws AppError `unauthenticated` */
function presentUser({ user }: LookedUp): NonNullable<LookedUp['user']> {
  if (user === null) throw new AppError('unauthenticated', { reason: 'account-gone' });
  if (user.isDisabled) throw new AppError('unauthenticated', { reason: 'account-disabled' });
  return user;
}

function identityOf(user: NonNullable<LookedUp['user']>, role: Role | null): Identity {
  const { email, isEmailVerified, name, isAnonymous } = user;
  return { email, isEmailVerified, name, role, isAnonymous };
}

/** Auth does not say it of a user: somebody who signed in by anything has a provider, or a custom token's claims. */
function isAnonymous({ providerData, email, phoneNumber, customClaims }: UserRecord): boolean {
  return (providerData ?? []).length === 0 && !email && !phoneNumber && !customClaims;
}

async function lookUp(
  services: Parameters<typeof createIdentities>[0],
  uid: string,
  before: LookedUp | null,
): Promise<Omit<LookedUp, 'turn'>> {
  const readMs = services.now();
  const { findRole = (user) => roleOnRecord(services.db, user) } = services;
  const [record, role] = await Promise.all([findAuthUser(services.auth, uid), findRole({ uid })]);
  const facts = record && toUserFacts(record);
  if (before === null || !isSameUser(before.user, facts)) {
    await followUser(services, uid, facts).catch((cause) => log.userNotWritten({ uid, cause }));
  }
  return {
    readMs,
    user: record &&
      facts && {
        ...facts,
        isEmailVerified: record.emailVerified,
        isDisabled: record.disabled,
        isAnonymous: isAnonymous(record),
        validAfterMs: Date.parse(record.tokensValidAfterTime ?? '') || 0,
      },
    role,
  };
}

async function roleOnRecord(db: Firestore, { uid }: { readonly uid: string }): Promise<Role | null> {
  const staff = await collection(db, 'staff').doc(uid).get();
  return decodeDocument(StaffMember, staff)?.value.role ?? null;
}

function isSameUser(one: UserFacts | null, other: UserFacts | null): boolean {
  return one && other ? hasSameFacts(one, other) : one === other;
}

/** Returns a user of Firebase Auth; null: it has none by this id. */
export async function findAuthUser(auth: Pick<Auth, 'getUser'>, uid: string): Promise<UserRecord | null> {
  return auth.getUser(uid).catch((error: { code?: string }) => {
    if (error.code === 'auth/user-not-found') return null;
    throw error;
  });
}

/** @throws Error when the work takes longer than its caller can wait */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Auth has not answered in time')), DEADLINE_MS);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
