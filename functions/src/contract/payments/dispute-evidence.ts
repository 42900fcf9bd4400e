import { z } from 'zod';
import { wellFormedText } from '../text/text.ts';

/** The longest text that Stripe takes in one field of the evidence. */
export const MAX_EVIDENCE_LENGTH = 20_000;

const EvidenceText = wellFormedText({ min: 1, max: MAX_EVIDENCE_LENGTH });

/** The evidence that a bank reads about a disputed payment for a digital product, in English. */
export const DisputeEvidence = z.strictObject({
  /** The purchase and its delivery. */
  product: EvidenceText,
  /** The times and places from which the account was used after the purchase. */
  accessLog: EvidenceText,
  /** The terms and the refund policy that were agreed to, with versions and times. */
  terms: EvidenceText,
  /** Why the payment is valid. */
  explanation: EvidenceText,
});
export type DisputeEvidence = z.infer<typeof DisputeEvidence>;
