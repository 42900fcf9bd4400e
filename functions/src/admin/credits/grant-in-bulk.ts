import { AppError, assertFreshRequestId, type RequestOf } from '../../contract/index.ts';
import { attribution, type CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { assertAlone } from '../../platform/signals/read-staff-settings.ts';
import { newAccount } from '../../platform/store/new-account.ts';
import type { AdminServices } from '../grant-credits-to-user.ts';
import { findReceivers, type Receiver } from './find-receivers.ts';

/** So many accounts are written at once. */
const AT_ONCE = 20;

type BulkRequest = RequestOf<'grantInBulk'>;

/** Previews the effect of `grantInBulk`. */
export function previewBulkGrant({
  auth,
  payer,
}: Pick<AdminServices, 'auth' | 'payer'>): Handler<'previewBulkGrant'> {
  return async ({ entries }, context) => {
    const receivers = await findReceivers({ auth, payer }, context, entries);
    return { rows: receivers.map(({ user: _, ...row }) => row), totalMicros: totalOf(receivers) };
  };
}

/**
 * Grants credits to each user found, with an audit entry in the same commit. Entry ids are made of the batch and the
 * account, so a call that is repeated, or that died halfway, grants nothing twice.
 */
export function grantInBulk(services: AdminServices): Handler<'grantInBulk'> {
  const grant = grantInBulkApproved(services);
  return async (request, context) => {
    const amountMicros = request.entries.reduce((sum, entry) => sum + entry.amountMicros, 0);
    await assertAlone(services.staffSettings, { amountMicros });
    return grant(request, context, () => undefined);
  };
}

/** Does the same for any amount, after a second admin has approved it. */
export function grantInBulkApproved(services: Omit<AdminServices, 'staffSettings'>): Handler<'grantInBulk'> {
  return async (request, context) => {
    const { requestId, entries, expiresAtMs } = request;
    assertFreshRequestId(requestId, services.now());
    if (expiresAtMs !== null && expiresAtMs <= services.now()) {
      throw new AppError('invalid-argument', { reason: 'grant-expired' });
    }
    const receivers = await findReceivers(services, context, entries);
    const found = receivers.filter(({ status }) => status === 'found');
    for (let first = 0; first < found.length; first += AT_ONCE) {
      const some = found.slice(first, first + AT_ONCE);
      await Promise.all(some.map((receiver) => grantOne(services, { request, context, receiver })));
    }
    const skipped = receivers.length - found.length;
    return { granted: found.length, skipped, totalMicros: totalOf(receivers) };
  };
}

interface OneGrant {
  readonly request: BulkRequest;
  readonly context: CallContext;
  readonly receiver: Receiver;
}

async function grantOne(
  { meter }: Pick<AdminServices, 'meter'>,
  { request, context, receiver }: OneGrant,
): Promise<void> {
  const { requestId, source, expiresAtMs, reason } = request;
  const { accountId, amountMicros, user } = receiver;
  if (!accountId || !user) return;
  const { uid, email = null, displayName: name = null } = user;
  const account = newAccount({ accountId, uid, email, name, kind: email ? 'person' : 'guest' });
  await meter.submit(accountId, { kind: 'open', account, welcome: null });
  const entryId = `grant-${requestId}-${accountId}`;
  const target = `accounts/${accountId}`;
  await meter.submit(accountId, {
    ...{ kind: 'grant', entryId, amountMicros, reason, traceId: context.traceId },
    lot: { lotId: entryId, source, expiresAtMs, paymentId: null },
    actor: { kind: 'admin', uid: context.uid },
    audit: {
      auditId: entryId,
      entry: { ...attribution(context), action: 'grant-credits', target, reason },
    },
  });
}

function totalOf(receivers: readonly Receiver[]): number {
  return receivers.reduce(
    (sum, { status, amountMicros }) => (status === 'found' ? sum + amountMicros : sum),
    0,
  );
}
