import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  AppError,
  AuditEntry,
  assertFreshRequestId,
  balanceMicros,
  LotSource,
} from '../../contract/index.ts';
import type { Reducer } from '../../meter/commands.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { CreditServices } from './take-back-credits.ts';

/** Lots that credits were taken from, as stored by `takeBackCredits`. */
const TakenLots = z.array(
  z.object({
    lotId: z.string(),
    source: LotSource,
    expiresAtMs: z.number().nullable(),
    amountMicros: z.int(),
  }),
);

export interface Facts {
  readonly requestId: string;
  readonly lots: z.infer<typeof TakenLots>;
  readonly reason: string;
  readonly uid: string;
  readonly traceId: string;
}

/**
 * Undoes a take-back once, with an audit entry in the same commit. Credits that would have expired since then are not
 * given back.
 */
export function giveBackCredits({
  db,
  meter,
  now,
}: CreditServices & { readonly db: Firestore }): Handler<'giveBackCredits'> {
  return async ({ requestId, auditId, reason }, context) => {
    assertFreshRequestId(requestId, now());
    const stored = decodeDocument(AuditEntry, await collection(db, 'audit').doc(auditId).get());
    if (stored?.value.action !== 'take-back-credits')
      throw new AppError('not-found', { reason: 'take-back' });
    const { target, after } = stored.value;
    const accountId = target.replace(/^accounts\//, '');
    assertNotSelf(context, { accountId });
    const { uid, traceId } = context;
    const facts: Facts = { requestId, lots: TakenLots.parse(after?.lots), reason, uid, traceId };
    const entry = { ...attribution(context), action: 'give-back-credits', target, reason } as const;
    const { account, writes, result } = await meter.submit(accountId, {
      ...{ kind: 'book', reducer: 'giveBack', facts, documents: {} },
      // The id contains the take-back's id, so that it is undone only once.
      audit: { auditId: `give-back-${auditId}`, entry },
    });
    const givenMicros = writes.reduce(
      (sum, { kind, value }) => (kind === 'entry' && value.kind === 'grant' ? sum + value.totalMicros : sum),
      0,
    );
    return {
      givenMicros: typeof result === 'number' ? result : givenMicros,
      remainingMicros: balanceMicros(account, now()),
    };
  };
}

/** Grants the credits taken from each lot to that lot again. */
export const giveBack: Reducer<Facts> = ({ audit }, { requestId, lots, reason, uid, traceId }, nowMs) => {
  if (audit) {
    const { requestId: first, amountMicros } = audit.after ?? {};
    if (first === requestId) return { kind: 'noop', result: amountMicros };
    return new AppError('already-settled', { reason: 'given-back' });
  }
  const alive = lots.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  if (alive.length === 0) return new AppError('invalid-argument', { reason: 'grant-expired' });
  const amountMicros = alive.reduce((sum, lot) => sum + lot.amountMicros, 0);
  return {
    moves: alive.map(({ lotId, source, expiresAtMs, amountMicros }, index) => ({
      ...{ kind: 'grant', entryId: `give-back-${requestId}-${index}`, amountMicros, reason, traceId },
      ...{ lot: { lotId, source, expiresAtMs, paymentId: null } },
      ...{ actor: { kind: 'admin', uid }, audit: null },
    })),
    documents: {},
    effect: { amountMicros, requestId },
    result: amountMicros,
  };
};
