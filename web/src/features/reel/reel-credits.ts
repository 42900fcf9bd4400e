import { type Reel, totalPriceMicros } from '@firemeter/functions/contract';

/** Returns what a reel has cost, and the most it can come to with what is left; null: nothing more is made of it. */
export function reelCredits({ status, steps }: Pick<Reel, 'status' | 'steps'>): {
  spentMicros: number;
  mostMicros: number | null;
} {
  const spentMicros = steps.reduce((sum, { capturedMicros }) => sum + capturedMicros, 0);
  if (status === 'completed' || status === 'cancelled') return { spentMicros, mostMicros: null };
  const left = steps.filter((step) => step.status !== 'completed');
  return { spentMicros, mostMicros: spentMicros + totalPriceMicros(left) };
}
