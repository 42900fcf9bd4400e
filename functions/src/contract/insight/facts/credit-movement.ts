import { z } from 'zod';
import { TimeMs } from '../../time.ts';

/** A movement of credits other than usage, as `insights/movements-…` packs it, in the order in which the store took them. */
export const CreditMovement = z.strictObject({
  accountId: z.string(),
  kind: z.enum(['grant', 'revoke', 'lapse', 'repay']),
  atMs: TimeMs,
  recordedAtMs: TimeMs,
  /** The lot that a grant is for. Others in `amounts` gave it what they had left. */
  into: z.string().nullable(),
  amounts: z.array(z.tuple([z.string(), z.int()])),
});
export type CreditMovement = z.infer<typeof CreditMovement>;

export function movementsDocumentId(sequence: number): string {
  return `movements-${String(sequence).padStart(8, '0')}`;
}
