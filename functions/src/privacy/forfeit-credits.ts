import { type Booking, NO_OP, type NoOp, type Reducer } from '../meter/commands.ts';

type Known = Parameters<Reducer>[0];

/** Takes all credits of an account that is erased. Its entries in the ledger explain the empty balance. */
export function forfeitCredits(
  { accountId, account }: Known,
  { traceId }: { readonly traceId: string },
  nowMs: number,
): Booking | NoOp {
  const lots = (account?.lots ?? []).filter(({ remainingMicros }) => remainingMicros > 0);
  if (lots.length === 0) return NO_OP;
  const moves = lots.map(
    (lot) =>
      ({
        kind: 'revoke',
        entryId: `erase-${accountId}-${lot.lotId}-${nowMs}`,
        lot: { lotId: lot.lotId, source: lot.source },
        amountMicros: lot.remainingMicros,
        reason: 'Account erased',
        actor: { kind: 'system', uid: null },
        traceId,
        audit: null,
      }) as const,
  );
  return { moves, documents: {} };
}
