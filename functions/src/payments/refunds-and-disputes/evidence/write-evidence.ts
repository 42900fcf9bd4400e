import {
  type Activity,
  type Agreement,
  type DisputeEvidence,
  formatCredits,
  MAX_EVIDENCE_LENGTH,
  type Payment,
  smallestUnits,
} from '../../../contract/index.ts';

/** The stored facts about a payment, and about the use of its account since then. */
export interface EvidenceFacts {
  readonly payment: Payment;
  readonly email: string | null;
  /** Oldest first. */
  readonly agreements: readonly Agreement[];
  /** Charged work since the purchase, newest first. */
  readonly usage: readonly { readonly atMs: number; readonly micros: number }[];
  /** Requests since the purchase whose origin is still kept, newest first. */
  readonly requests: readonly Pick<Activity, 'createdAt' | 'operation' | 'status' | 'client'>[];
  /** Whether `usage` goes back to the purchase. */
  readonly isAllUsage: boolean;
  /** Whether `requests` go back to the purchase. */
  readonly isAllRequests: boolean;
}

/**
 * Writes evidence for a bank, in English: what Stripe asks for where a digital product is disputed. States only what is
 * stored, and no prompts or results.
 */
export function writeEvidence(facts: EvidenceFacts): DisputeEvidence {
  return {
    product: cut(productText(facts)),
    accessLog: cut(accessText(facts)),
    terms: cut(termsText(facts)),
    explanation: cut(explanationText(facts)),
  };
}

function productText({ payment, usage, isAllUsage }: EvidenceFacts): string {
  const { bought, paidAt, receiptUrl, paymentIntentId } = payment;
  const credits = formatCredits(bought.micros);
  const usedMicros = usage.reduce((sum, { micros }) => sum + micros, 0);
  const [last, first] = [usage[0], usage.at(-1)];
  const atLeast = isAllUsage ? '' : 'at least ';
  return lines(
    `Digital product: ${credits} credits (${bought.label}), used up by AI work in our online service. Nothing is shipped.`,
    `Paid: ${amountText(payment)} on ${timeText(paidAt ?? payment.createdAt)}. Payment at Stripe: ${paymentIntentId ?? 'unknown'}.`,
    payment.lot && 'The credits were added to the buyer’s account when the payment arrived.',
    receiptUrl && `Receipt: ${receiptUrl}`,
    first && last
      ? `Since the purchase, the account has used ${atLeast}${formatCredits(usedMicros)} credits in ${atLeast}${usage.length} requests, ${isAllUsage ? 'from' : 'the latest from'} ${timeText(first.atMs)} to ${timeText(last.atMs)}.`
      : 'Since the purchase, the account has used no credits.',
  );
}

function accessText({ requests, isAllRequests }: EvidenceFacts): string {
  if (requests.length === 0) return 'No requests of the account since the purchase are on record.';
  return lines(
    'Requests of the account since the purchase, newest first (UTC):',
    ...requests.map(({ createdAt, operation, status, client }) => {
      const { ip, country, device } = client;
      const origin = [ip && `IP address ${ip}`, country, device && `device ${device}`].filter(Boolean);
      return [timeText(createdAt), operation, status, ...origin].join(' · ');
    }),
    !isAllRequests && 'Earlier requests are left out.',
  );
}

function termsText({ payment, agreements }: EvidenceFacts): string {
  const { termsVersion, createdAt, via } = payment;
  return lines(
    via === 'subscription'
      ? `The buyer agreed to version ${termsVersion} of the terms of sale and the refund policy when choosing the plan.`
      : `The buyer agreed to version ${termsVersion} of the terms of sale and the refund policy for this purchase, ordered on ${timeText(createdAt)}.`,
    ...agreements.map(
      ({ version, atMs, via: place }) =>
        `The buyer agreed to version ${version} of the terms of use on ${timeText(atMs)} (${place === 'sign-up' ? 'when signing up' : 'in the app'}).`,
    ),
  );
}

function explanationText({ payment, email, usage }: EvidenceFacts): string {
  const { refundedCents, currency } = payment;
  return lines(
    `The payment was made from the signed-in account${email ? ` of ${email}` : ''}, and the product was delivered to it.`,
    usage.length > 0 && 'The account has used the service since, as the activity log shows.',
    refundedCents > 0
      ? `${moneyText(refundedCents, currency)} was refunded.`
      : 'The payment has not been refunded.',
  );
}

function amountText({ paidCents, amountCents, currency }: Payment): string {
  return moneyText(paidCents ?? amountCents, currency);
}

function moneyText(cents: number, currency: string): string {
  const units = smallestUnits(currency);
  return `${(cents / units).toFixed(Math.round(Math.log10(units)))} ${currency.toUpperCase()}`;
}

/** Such as `2026-03-02 10:22:31 UTC`. */
function timeText(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC');
}

function lines(...all: (string | false | null)[]): string {
  return all.filter(Boolean).join('\n');
}

/** Cuts a text at the end of a line, within what Stripe takes. */
function cut(text: string): string {
  if (text.length <= MAX_EVIDENCE_LENGTH) return text;
  const end = text.lastIndexOf('\n', MAX_EVIDENCE_LENGTH - 2);
  return `${text.slice(0, end)}\n…`;
}
