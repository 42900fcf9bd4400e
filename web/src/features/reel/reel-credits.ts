import { type Reel, totalPriceMicros } from '@firemeter/functions/contract';

type Priced = Pick<Reel, 'status' | 'steps'>;

/** Returns whether a reel can still charge anything. @param paysNothing whether its user is charged nothing */
export function mayCharge({ status }: Pick<Reel, 'status'>, paysNothing: boolean): boolean {
  return !paysNothing && status !== 'completed' && status !== 'cancelled';
}

/** Returns what a reel has cost, and the most it can come to with what is left; null: nothing more is charged. */
export function reelCredits(
  { status, steps }: Priced,
  paysNothing: boolean,
): { spentMicros: number; mostMicros: number | null } {
  const spentMicros = steps.reduce((sum, { capturedMicros }) => sum + capturedMicros, 0);
  if (!mayCharge({ status }, paysNothing)) return { spentMicros, mostMicros: null };
  const left = steps.filter((step) => step.status !== 'completed');
  return { spentMicros, mostMicros: spentMicros + totalPriceMicros(left) };
}
