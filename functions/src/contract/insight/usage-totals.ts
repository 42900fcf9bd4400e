import { addFigures } from './add-figures.ts';
import { type UsageDay, WorkFigures } from './day-figures.ts';

/** Adds up all work of a day or a range. */
export function allWork({ work }: Pick<UsageDay, 'work'>): WorkFigures {
  const sum = WorkFigures.parse({});
  for (const figures of Object.values(work)) addFigures(sum, figures);
  return sum;
}

/** Returns the share of ended activities that completed; null when none ended. Rejections are no part of it. */
export function successRate({ completed, failed, expired }: WorkFigures): number | null {
  const ended = completed + failed + expired;
  return ended === 0 ? null : completed / ended;
}
