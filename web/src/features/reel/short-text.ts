import { t } from '@lingui/core/macro';
import { exactCredits } from '../../lib/texts/format.ts';

/** Says what becomes of a reel that costs more than there is: it stops on its way, or can't begin. */
export function shortText({
  availableMicros,
  firstMicros,
}: {
  availableMicros: number;
  /** The price of its first step. */
  firstMicros: number;
}): string {
  const has = exactCredits(availableMicros);
  return availableMicros < firstMicros
    ? t`You have ${has}, ${exactCredits(firstMicros - availableMicros)} too few to begin.`
    : t`You have ${has}. The reel stops where your credits end, and can go on from there.`;
}
