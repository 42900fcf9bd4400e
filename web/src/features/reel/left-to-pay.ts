import { type ReelStep, totalPriceMicros } from '@firemeter/functions/contract';

/** What a reel goes on with, and the most that the rest of it can cost. */
export interface LeftToPay {
  from: ReelStep;
  /** At the prices it was begun with. */
  beforeMicros: number;
  /** At today's. */
  nowMicros: number;
}

/** What is still to be made of a reel, priced as the server does when it goes on; null when all is done. */
export function leftToPay(steps: readonly ReelStep[], plannedNow: readonly ReelStep[]): LeftToPay | null {
  const left = steps.filter(({ status }) => status !== 'completed');
  const [from] = left;
  if (!from) return null;
  const now = left.map((step) => plannedNow.find(({ name }) => name === step.name) ?? step);
  return { from, beforeMicros: totalPriceMicros(left), nowMicros: totalPriceMicros(now) };
}
