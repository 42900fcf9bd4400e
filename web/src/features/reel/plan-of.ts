import {
  AppError,
  type PublishedCatalog,
  planReel,
  type ReelBrief,
  type ReelStep,
} from '@firemeter/functions/contract';
import { helpOf } from '../../lib/errors/describe-error.ts';

/** The steps of a reel with the most each can cost, or why there is no price. */
export function planOf(
  { catalog }: PublishedCatalog,
  wish: ReelBrief,
): { steps: ReelStep[]; fault: null } | { steps: null; fault: string } {
  try {
    return { steps: planReel(catalog, wish), fault: null };
  } catch (error) {
    if (error instanceof AppError) return { steps: null, fault: helpOf(error) };
    throw error;
  }
}
