import { z } from 'zod';
import { leastRole } from '../staff/staff-permissions.ts';
import { DocumentId, Reason, RequestId } from '../text/identifiers.ts';
import { wellFormedText } from '../text/text.ts';
import { AppealOutcome, MAX_APPEAL_LENGTH } from './appeal.ts';

/** The calls about appeals against suspensions. */
export const appealCallables = {
  /** Appeals against the suspension of the caller's account, once for each suspension. */
  appeal: {
    caller: 'person',
    request: z.strictObject({
      requestId: RequestId,
      text: wellFormedText({ min: 1, max: MAX_APPEAL_LENGTH }),
    }),
    response: z.strictObject({ appealId: z.string() }),
  },
  /** Lifts a suspension or upholds it, with a reason that the user reads. Audited. */
  decideAppeal: {
    caller: leastRole('decide-appeals'),
    request: z.strictObject({
      requestId: RequestId,
      appealId: DocumentId,
      outcome: AppealOutcome,
      reason: Reason,
    }),
    response: z.strictObject({ outcome: AppealOutcome }),
  },
} as const;
