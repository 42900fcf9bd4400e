import { exactCredits } from '@firemeter/functions/contract';

/** Says what becomes of a reel that costs more than there is: it stops on its way, or can't begin. */
export function shortText({
  availableMicros,
  firstMicros,
}: {
  availableMicros: number;
  /** The price of its first step. */
  firstMicros: number;
}): string {
  const has = `You have ${exactCredits(availableMicros)}`;
  return availableMicros < firstMicros
    ? `${has}, ${exactCredits(firstMicros - availableMicros)} too few to begin.`
    : `${has}. The reel stops where your credits end, and can go on from there.`;
}
