import { onDispute } from '../refunds-and-disputes/on-dispute.ts';
import { onFraudWarning } from '../refunds-and-disputes/on-fraud-warning.ts';
import { onRefund } from '../refunds-and-disputes/on-refund.ts';
import { onCard } from './on-card.ts';
import { onCharge } from './on-charge.ts';
import { onCheckoutSession } from './on-checkout-session.ts';
import { onInvoice } from './on-invoice.ts';
import { onPaymentIntent } from './on-payment-intent.ts';
import { onSubscription } from './on-subscription.ts';
import type { EventHandler } from './verdict.ts';

/** The handler of each Stripe event. Subscribe the webhook to these events, and to no others. */
export const eventHandlers: Readonly<Record<string, EventHandler>> = {
  'checkout.session.completed': onCheckoutSession,
  'checkout.session.async_payment_succeeded': onCheckoutSession,
  'checkout.session.async_payment_failed': onCheckoutSession,
  'checkout.session.expired': onCheckoutSession,
  'payment_intent.processing': onPaymentIntent,
  'payment_intent.succeeded': onPaymentIntent,
  'payment_intent.payment_failed': onPaymentIntent,
  'charge.succeeded': onCharge,
  'charge.updated': onCharge,
  'refund.created': onRefund,
  'refund.updated': onRefund,
  'refund.failed': onRefund,
  'charge.dispute.created': onDispute,
  'charge.dispute.updated': onDispute,
  'charge.dispute.closed': onDispute,
  'charge.dispute.funds_withdrawn': onDispute,
  'charge.dispute.funds_reinstated': onDispute,
  'radar.early_fraud_warning.created': onFraudWarning,
  'radar.early_fraud_warning.updated': onFraudWarning,
  'customer.subscription.created': onSubscription,
  'customer.subscription.updated': onSubscription,
  'customer.subscription.deleted': onSubscription,
  'customer.subscription.paused': onSubscription,
  'customer.subscription.resumed': onSubscription,
  'invoice.paid': onInvoice,
  'invoice.payment_failed': onInvoice,
  'invoice.payment_action_required': onInvoice,
  'payment_method.attached': onCard,
  'payment_method.updated': onCard,
  'payment_method.automatically_updated': onCard,
  'payment_method.detached': onCard,
  'customer.updated': onCard,
};
