import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type Stripe from 'stripe';
import { z } from 'zod';
import {
  type Billing,
  type Catalog,
  defaultCatalog,
  Payment,
  StripeEvent,
} from '../../../src/contract/index.ts';
import type { Booking, Command } from '../../../src/meter/commands.ts';
import { createMeter } from '../../../src/meter/lane/meter.ts';
import { paymentReducers } from '../../../src/payments/payment-reducers.ts';
import { newBilling } from '../../../src/payments/records/new-billing.ts';
import { newPayment, openPayment } from '../../../src/payments/records/open-payment.ts';
import { createStripeClient } from '../../../src/payments/stripe/stripe-client.ts';
import { stripeWebhook, type WebhookServices } from '../../../src/payments/webhooks/stripe-webhook.ts';
import { collection } from '../../../src/platform/store/documents.ts';
import { createStore } from '../../../src/platform/store/store.ts';
import { newRequestId, openAccount, testDb } from '../accounts.ts';
import { catalogsOf } from '../backend.ts';
import { sentAsData } from '../calls/sent-as-data.ts';
import type { StripePayment } from './stripe-events.ts';

export const WEBHOOK_SECRET = 'whsec_test';

/** Those of payments, and one that books what a test says. */
export const testReducers = {
  ...paymentReducers,
  bookAsIs: (_: unknown, booking: Booking) => booking,
};

/** Returns the command that sets how an account pays. */
export function setBilling(
  accountId: string,
  billing: Billing,
  moves: Booking['moves'] = [],
): Command<'book'> {
  const facts = { moves, documents: { billing } };
  return { kind: 'book', reducer: 'bookAsIs', facts, documents: { billing: accountId } };
}

/** Returns how an account pays that has paid for a month of the plan "plus". */
export function billingOfPlus(
  accountId: string,
  { subscriptionId, endMs }: { subscriptionId: string; endMs: number },
): Billing {
  const plan = { subscriptionId, plan: 'plus', interval: 'month' } as const;
  return {
    ...newBilling(accountId),
    subscription: {
      ...plan,
      ...{ status: 'active', isCancelled: false, endsAtMs: null, next: null, terms: null },
      ...{ periodStartMs: 0, periodEndMs: endMs, asOfMs: 0 },
    },
    paidPlan: {
      ...plan,
      ...{ startMs: 0, endMs, monthlyMicros: 1, rolloverMicros: 0, paymentId: 'p', nextMonth: 1 },
      ...{ lotId: null, terms: null, payments: null },
    },
  };
}

/** One instance of the functions that take payments; Stripe is wherever `stripeAddress` says. */
export function newPaymentInstance(
  options: Partial<WebhookServices> & { stripeAddress?: string; catalog?: Catalog } = {},
): WebhookServices {
  const { stripeAddress = 'http://127.0.0.1:1', catalog = defaultCatalog, ...services } = options;
  const { db = testDb() } = services;
  const stripe = createStripeClient({ address: stripeAddress, secretKey: 'sk_test_123' });
  return {
    db,
    meter: sentAsData(createMeter({ store: createStore(db), reducers: testReducers })),
    catalogs: catalogsOf(catalog),
    now: Date.now,
    stripe: async () => stripe,
    isLive: () => false,
    siteAddress: () => 'https://app.example.com',
    hasAutomaticTax: () => false,
    webhookSecret: () => WEBHOOK_SECRET,
    ...services,
  };
}

/** The webhook under what Cloud Functions itself runs. */
export async function serveWebhook(services: WebhookServices): Promise<AsyncDisposable & { url: string }> {
  const name = `webhook-${randomUUID()}`;
  http(name, stripeWebhook(services) as never);
  const server = getTestServer(name);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the header of a webhook says, signed by Stripe's own client. */
export async function signed(
  { stripe }: WebhookServices,
  payload: string,
  { secret = WEBHOOK_SECRET, ageSeconds = 0 }: { secret?: string; ageSeconds?: number } = {},
): Promise<string> {
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  return (await stripe()).webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

/** Sends an event as Stripe does. */
export async function sendEvent(
  { url, services }: { url: string; services: WebhookServices },
  event: Stripe.Event,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const payload = JSON.stringify(event);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': await signed(services, payload) },
    body: payload,
  });
  // What is no object Cloud Functions itself refuses, in HTML.
  const isJson = response.headers.get('content-type')?.includes('json');
  const body = isJson ? await response.json() : { error: await response.text() };
  return { status: response.status, body: body as Record<string, unknown> };
}

/** An account with a pack on its way to be paid. */
export async function openOrder(
  { meter }: WebhookServices,
  change: Partial<Pick<StripePayment, 'amount' | 'currency'>> & { accountId?: string } = {},
): Promise<StripePayment> {
  const accountId = change.accountId ?? (await openAccount(meter, 0));
  const { amount = 1_000, currency = 'usd' } = change;
  const paymentId = `${accountId}_${newRequestId()}`;
  const payment = newPayment({
    ...{ accountId, uid: accountId, via: 'checkout', currency, amountCents: amount },
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: 100_000_000 },
    ...{ catalogVersion: 1, termsVersion: 'test', traceId: 'test' },
  });
  await meter.submit(accountId, openPayment({ accountId, paymentId, payment, customerId: 'cus_1' }));
  return { accountId, paymentId, intentId: `pi_${randomUUID()}`, amount, currency };
}

export async function readPayment(paymentId: string): Promise<Payment> {
  const snapshot = await collection(testDb(), 'payments').doc(paymentId).get();
  return z.decode(Payment, snapshot.data() as z.input<typeof Payment>);
}

/** What is kept of an event; null: nothing. */
export async function readEvent(eventId: string): Promise<StripeEvent | null> {
  const snapshot = await collection(testDb(), 'stripeEvents').doc(eventId).get();
  return snapshot.exists ? z.decode(StripeEvent, snapshot.data() as z.input<typeof StripeEvent>) : null;
}
