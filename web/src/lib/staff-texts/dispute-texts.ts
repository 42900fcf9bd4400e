import { t } from '@lingui/core/macro';

const fraudTypes: Readonly<Record<string, string>> = {
  card_never_received: t`card never received`,
  fraudulent_card_application: t`card applied for by fraud`,
  made_with_counterfeit_card: t`counterfeit card`,
  made_with_lost_card: t`lost card`,
  made_with_stolen_card: t`stolen card`,
  unauthorized_use_of_card: t`unauthorized use of the card`,
};

/** Returns the kind of fraud in words. */
export function fraudTypeText(type: string): string {
  return fraudTypes[type] ?? t`other`;
}

const reasons: Readonly<Record<string, string>> = {
  credit_not_processed: t`Refund not received`,
  duplicate: t`Charged twice`,
  fraudulent: t`Not authorized by the cardholder`,
  general: t`No reason given`,
  product_not_received: t`Product not received`,
  product_unacceptable: t`Product not as described`,
  subscription_canceled: t`Subscription was cancelled`,
  unrecognized: t`Not recognized by the cardholder`,
};

/** Returns why a cardholder disputes a payment, in words; Stripe's keyword if there are none. */
export function disputeReasonText(reason: string): string {
  return reasons[reason] ?? reason;
}

const statuses: Readonly<Record<string, string>> = {
  needs_response: t`Evidence needed`,
  under_review: t`The bank is reviewing it`,
  won: t`Won`,
  lost: t`Lost`,
  warning_needs_response: t`Inquiry: evidence needed`,
  warning_under_review: t`Inquiry: the bank is reviewing it`,
  warning_closed: t`Inquiry closed`,
  prevented: t`Prevented`,
};

/** Returns the status of a dispute in words; Stripe's keyword if there are none. */
export function disputeStatusText(status: string): string {
  return statuses[status] ?? status;
}
