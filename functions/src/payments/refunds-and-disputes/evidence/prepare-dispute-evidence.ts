import { assertNotSelf } from '../../../platform/calls/assert-not-self.ts';
import type { Handler } from '../../../platform/calls/callable.ts';
import type { PaymentServices } from '../../payment-services.ts';
import { readDisputed } from './read-disputed.ts';
import { readEvidenceFacts } from './read-evidence-facts.ts';
import { writeEvidence } from './write-evidence.ts';

/** Writes evidence for a dispute, for staff to read, change, copy or submit. Changes nothing. */
export function prepareDisputeEvidence(
  services: Pick<PaymentServices, 'db'>,
): Handler<'prepareDisputeEvidence'> {
  return async (request, context) => {
    const payment = await readDisputed(services, request);
    assertNotSelf(context, { accountId: payment.accountId });
    return { evidence: writeEvidence(await readEvidenceFacts(services, payment)) };
  };
}
