import { type Auth, FirebaseAuthError, type UserRecord } from 'firebase-admin/auth';
import { AppError, assertFreshRequestId, balanceMicros, type RequestOf } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { assertNotSelf } from '../platform/calls/assert-not-self.ts';
import { attribution, type CallContext, type Payer } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { log } from '../platform/signals/log.ts';
import { assertAlone, type ReadStaffSettings } from '../platform/signals/read-staff-settings.ts';
import { newAccount } from '../platform/store/new-account.ts';

export interface AdminServices {
  readonly meter: Meter;
  readonly auth: Auth;
  readonly payer: Payer;
  readonly now: () => number;
  readonly staffSettings: ReadStaffSettings;
}

/** Grants credits to a user, once per request id, with an audit entry in the same commit. */
export function grantCreditsToUser({
  meter,
  auth,
  payer,
  now,
  staffSettings,
}: AdminServices): Handler<'grantCreditsToUser'> {
  const grant = grantUnlimited({ meter, auth, payer, now });
  return async (request, context) => {
    await assertAlone(staffSettings, { amountMicros: request.amountMicros });
    return grant(request, context, () => undefined);
  };
}

/** Does the same for any amount, after a second admin has approved it. */
export function grantUnlimited({
  meter,
  auth,
  payer,
  now,
}: Omit<AdminServices, 'staffSettings'>): Handler<'grantCreditsToUser'> {
  return async (request, context) => {
    assertFreshRequestId(request.requestId, now());
    if (request.expiresAtMs !== null && request.expiresAtMs <= now()) {
      throw new AppError('invalid-argument', { reason: 'grant-expired' });
    }
    const user = await findUser(auth, request.to);
    const { uid, email = null, displayName: name = null } = user;
    const kind = email ? 'person' : 'guest';
    const accountId = kind === 'guest' ? uid : await payer({ uid });
    const account = newAccount({ accountId, uid, email, name, kind });
    assertNotSelf(context, { uid, accountId });
    await meter.submit(accountId, { kind: 'open', account, welcome: null });

    const command = grantOf(request, context, accountId);
    const outcome = await meter.submit(accountId, command);
    const { entryId, amountMicros } = command;
    log.creditsGranted({ accountId, entryId, amountMicros, traceId: context.traceId });
    return { accountId, entryId, remainingMicros: balanceMicros(outcome.account, now()) };
  };
}

function grantOf(
  request: RequestOf<'grantCreditsToUser'>,
  context: CallContext,
  accountId: string,
): Command<'grant'> {
  const { requestId, amountMicros, source, expiresAtMs, reason } = request;
  const entryId = `grant-${requestId}`;
  return {
    kind: 'grant',
    entryId,
    lot: { lotId: entryId, source, expiresAtMs, paymentId: null },
    amountMicros,
    reason,
    actor: { kind: 'admin', uid: context.uid },
    traceId: context.traceId,
    audit: {
      auditId: entryId,
      entry: {
        ...attribution(context),
        action: 'grant-credits',
        target: `accounts/${accountId}`,
        reason,
      },
    },
  };
}

/** @throws AppError `not-found` */
async function findUser(auth: Auth, to: RequestOf<'grantCreditsToUser'>['to']): Promise<UserRecord> {
  try {
    return 'uid' in to ? await auth.getUser(to.uid) : await auth.getUserByEmail(to.email);
  } catch (error) {
    if (error instanceof FirebaseAuthError && error.code === 'auth/user-not-found') {
      throw new AppError('not-found', { reason: 'user' });
    }
    throw error;
  }
}
