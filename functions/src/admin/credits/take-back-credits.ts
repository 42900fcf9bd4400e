import {
  AppError,
  assertFreshRequestId,
  balanceMicros,
  type LotDescriptor,
  type LotSource,
} from '../../contract/index.ts';
import type { Reducer } from '../../meter/commands.ts';
import type { Meter } from '../../meter/lane/meter.ts';
import { draw } from '../../meter/lots.ts';
import { assertNotSelf } from '../../platform/calls/assert-not-self.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';

/** Paid credits leave with the money that they were paid with, when their payment is refunded. */
const PAID: ReadonlySet<LotSource> = new Set(['purchase', 'subscription']);

export interface Facts {
  readonly requestId: string;
  readonly amountMicros: number;
  readonly lotId: string | null;
  readonly reason: string;
  readonly uid: string;
  readonly traceId: string;
}

/** A lot that something was taken from, as the audit entry keeps it, so that it can be given back. */
export interface TakenFrom extends Pick<LotDescriptor, 'lotId' | 'source' | 'expiresAtMs'> {
  readonly amountMicros: number;
}

export interface CreditServices {
  readonly meter: Meter;
  readonly now: () => number;
}

/** Takes back granted credits that are unspent, once per request id, with an audit entry in the same commit. */
export function takeBackCredits({ meter, now }: CreditServices): Handler<'takeBackCredits'> {
  return async ({ requestId, accountId, amountMicros, lotId, reason }, context) => {
    assertFreshRequestId(requestId, now());
    assertNotSelf(context, { accountId });
    const { uid, traceId } = context;
    const facts: Facts = { requestId, amountMicros, lotId, reason, uid, traceId };
    const auditId = `take-back-${requestId}`;
    const target = `accounts/${accountId}`;
    const entry = { ...attribution(context), action: 'take-back-credits', target, reason } as const;
    const { account } = await meter.submit(accountId, {
      ...{ kind: 'book', reducer: 'takeBack', facts, documents: {} },
      audit: { auditId, entry },
    });
    return { auditId, remainingMicros: balanceMicros(account, now()) };
  };
}

/** Draws from granted lots that can be spent, in burn order, and revokes what was drawn. */
export const takeBack: Reducer<Facts> = ({ account, audit }, facts, nowMs) => {
  const { requestId, amountMicros, lotId, reason, uid, traceId } = facts;
  if (audit) return { kind: 'noop' };
  const granted = (account?.lots ?? []).filter(
    (lot) => !PAID.has(lot.source) && (lotId === null || lot.lotId === lotId),
  );
  const taken = draw(granted, amountMicros, nowMs);
  if (!taken) {
    const there = { balanceMicros: balanceMicros({ lots: granted }, nowMs) };
    return new AppError('invalid-argument', { reason: 'take-back-too-large', ...there });
  }
  const lots = taken.drawn.map(
    ({ lot, amountMicros }): TakenFrom & Record<string, string | number | null> => {
      const { lotId, source, expiresAtMs } = lot;
      return { lotId, source, expiresAtMs, amountMicros };
    },
  );
  return {
    moves: taken.drawn.map(({ lot, amountMicros }, index) => ({
      ...{ kind: 'revoke', entryId: `take-back-${requestId}-${index}`, lot, amountMicros, reason, traceId },
      ...{ actor: { kind: 'admin', uid }, audit: null },
    })),
    documents: {},
    effect: { amountMicros: 0 - amountMicros, lots },
  };
};
