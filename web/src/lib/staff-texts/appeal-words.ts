import type { AppealOutcome } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** How an appeal was decided, in words. */
export const outcomeWords = {
  lifted: t`Suspension lifted`,
  upheld: t`Suspension upheld`,
} as const satisfies Record<AppealOutcome, string>;
