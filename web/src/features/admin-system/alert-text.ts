import type { Alert } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { exactCredits } from '../../lib/format.ts';

/** An alert in words; one of a newer server by its code. */
export function alertText({ kind, code, details }: Alert): string {
  switch (kind) {
    case 'books-off': {
      const drifts = Number(details.drifts ?? 0);
      return plural(drifts, { one: 'The books are off: # drift.', other: 'The books are off: # drifts.' });
    }
    case 'audit-off':
      return t`The audit log is not as it was sealed. The page Audit says what was changed.`;
    case 'decision-unbalanced':
      return t`A request was refused because its books would not have balanced, by ${exactCredits(Number(details.offByMicros ?? 0))} credits.`;
    case 'command-failed':
      return t`A request was refused because of a fault in Firemeter. The log says more.`;
    default:
      return code;
  }
}
