import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  Activity,
  Agreements,
  collections,
  LedgerEntry,
  MAX_EVIDENCE_LENGTH,
  SECOND_MS,
  UserProfile,
} from '../../src/contract/index.ts';
import { prepareDisputeEvidence } from '../../src/payments/refunds-and-disputes/evidence/prepare-dispute-evidence.ts';
import { submitDisputeEvidence } from '../../src/payments/refunds-and-disputes/evidence/submit-dispute-evidence.ts';
import { handleStripeEvent } from '../../src/payments/webhooks/handle-stripe-event.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { contextOf } from '../support/backend.ts';
import { newPaymentInstance, openOrder, readPayment } from '../support/payments/payment-instance.ts';
import { disputeOf, eventOf, type StripePayment, sessionOf } from '../support/payments/stripe-events.ts';
import { openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

const db = testDb();
let stripe: StripeServer;
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

const services = newPaymentInstance({ stripe: async () => stripe.client });
const admin = contextOf('evidence-admin');
const prepare = (request: { paymentId: string; disputeId: string }, by = admin) =>
  prepareDisputeEvidence(services)(request, by, () => undefined);

let order: StripePayment;
let disputeId: string;
/** The forms that Stripe received. */
let sent: URLSearchParams[];

beforeEach(async () => {
  order = await openOrder(services);
  disputeId = `dp_${order.intentId.slice(3)}`;
  sent = [];
  const dispute = (status: string, submissions: number) => ({
    ...disputeOf(order, { id: disputeId, status }),
    evidence_details: { due_by: 1_900_000_000, submission_count: submissions },
  });
  await handleStripeEvent(eventOf('checkout.session.completed', sessionOf(order)), services);
  const created = Math.floor(Date.now() / SECOND_MS) - 60;
  const begun = eventOf('charge.dispute.created', dispute('needs_response', 0), { created });
  await handleStripeEvent(begun, services);
  stripe.refuse(`/v1/disputes/${disputeId}`, null);
  stripe.onPost(`/v1/disputes/${disputeId}`, (form) => {
    sent.push(form);
    return dispute('under_review', 1);
  });
});

const evidence = { product: 'Credits', accessLog: 'A log', terms: 'Version 1', explanation: 'Delivered' };
const submit = (change: object = {}, by = admin) =>
  submitDisputeEvidence(services)(
    {
      ...{ requestId: newRequestId(), paymentId: order.paymentId, disputeId, evidence, reason: 'Delivered' },
      ...change,
    },
    by,
    () => undefined,
  );

async function auditOf(requestId: string) {
  const ids = ['evidence-asked', 'evidence'].map((name) => `${name}-${requestId}`);
  const entries = await db.getAll(...ids.map((id) => db.collection(collections.audit).doc(id)));
  return entries.map((entry) => entry.get('action') ?? null);
}

/** Work of the buyer: charged at a time, from an address. */
async function worked(atMs: number, { ip }: { ip: string }) {
  const { accountId } = order;
  const requestId = newRequestId(atMs);
  const createdAt = new Date(atMs);
  const client = { ip, country: 'DE', device: 'device-1' };
  const activity = sampleOf(Activity, {
    ...{ accountId, uid: accountId, requestId, client, createdAt, operation: 'image', status: 'completed' },
    ...{ promptPreview: 'a secret kite', kind: 'image', drawn: [], quantity: {} },
  });
  await db.collection(collections.activities).doc(`${accountId}_${requestId}`).set(activity);
  const usage = LedgerEntry.options[0];
  const entry = sampleOf(usage, {
    ...{ accountId, createdAt, totalMicros: -5_000_000, amounts: [], quantity: {}, kind: 'usage' },
  });
  await db.collection(collections.ledger).doc(`usage-${accountId}_${requestId}`).set(entry);
}

describe('evidence', () => {
  test('is written from the purchase, the use since then and the terms, without prompts', async () => {
    const nowMs = Date.now();
    const { accountId, paymentId } = order;
    await worked(nowMs + 10_000, { ip: '203.0.113.7' });
    await worked(nowMs + 20_000, { ip: '198.51.100.9' });
    await worked(nowMs - 3_600_000, { ip: '192.0.2.1' });
    const profile = sampleOf(UserProfile, { email: 'mia@example.com', searchPrefixes: [] });
    await db.collection(collections.people).doc(accountId).set(profile);
    const agreement = {
      version: 3,
      atMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      via: 'sign-up',
      age: 16,
      country: 'DE',
    };
    const agreed = sampleOf(Agreements, { accountId, agreements: [agreement] });
    await db.collection(collections.agreements).doc(accountId).set(agreed);

    const { evidence: written } = await prepare({ paymentId, disputeId });
    expect(written.product).toContain('100 credits (Starter)');
    expect(written.product).toContain('Paid: 10.00 USD');
    expect(written.product).toContain('used 10 credits in 2 requests');
    const log = written.accessLog.split('\n');
    expect(log).toHaveLength(3);
    expect(log[1]).toMatch(/ UTC · image · completed · IP address 198\.51\.100\.9 · DE · device device-1$/);
    expect(log[2]).toContain('203.0.113.7');
    expect(written.terms).toContain('version test of the terms of sale');
    expect(written.terms).toContain(
      'version 3 of the terms of use on 2026-01-02 03:04:05 UTC (when signing up)',
    );
    expect(written.explanation).toContain('mia@example.com');
    expect(JSON.stringify(written)).not.toContain('kite');
  });

  test('says so where nothing was used, and is no longer than Stripe takes', async () => {
    const { paymentId } = order;
    const { evidence: written } = await prepare({ paymentId, disputeId });
    expect(written.product).toContain('has used no credits');
    expect(written.accessLog).toContain('No requests');
    for (let at = 0; at < 200; at++)
      await worked(Date.now() + 1_000 * at, { ip: `2001:db8::${'f'.repeat(40)}${at}` });
    const { evidence: long } = await prepare({ paymentId, disputeId });
    expect(long.accessLog.length).toBeLessThanOrEqual(MAX_EVIDENCE_LENGTH);
    expect(long.accessLog.length).toBeGreaterThan(MAX_EVIDENCE_LENGTH - 300);
    expect(long.accessLog).toMatch(/device-1\n…$/);
  });

  test('is submitted once, audited before and after, and the dispute says so', async () => {
    const requestId = newRequestId();
    expect(await submit({ requestId })).toEqual({ status: 'under_review' });
    expect(sent).toHaveLength(1);
    expect(Object.fromEntries(sent[0] ?? [])).toMatchObject({
      submit: 'true',
      'evidence[product_description]': 'Credits',
      'evidence[access_activity_log]': 'A log',
      'evidence[refund_policy_disclosure]': 'Version 1',
      'evidence[uncategorized_text]': 'Delivered',
    });
    expect(await auditOf(requestId)).toEqual(['request-evidence', 'submit-dispute-evidence']);
    const { reversals, state } = await readPayment(order.paymentId);
    expect(state).toBe('disputed');
    expect(reversals[disputeId]).toMatchObject({
      ...{ state: 'open', dispute: { submissions: 1, status: 'under_review' } },
    });
    // Again after a lost answer: Stripe knows the key. Another request is too late.
    expect(await submit({ requestId })).toEqual({ status: 'under_review' });
    await expect(submit()).rejects.toMatchObject({
      ...{ code: 'already-settled', details: { reason: 'evidence-submitted' } },
    });
    expect(sent).toHaveLength(2);
  });

  test('that Stripe refuses is not submitted, and can be submitted again', async () => {
    const [first, requestId] = [newRequestId(), newRequestId()];
    const path = `/v1/disputes/${disputeId}`;
    stripe.refuse(path, { status: 400, type: 'invalid_request_error' });
    await expect(submit({ requestId: first })).rejects.toMatchObject({
      ...{ code: 'payment-rejected', details: { reason: 'evidence-refused' } },
    });
    expect(await auditOf(first)).toEqual(['request-evidence', null]);
    stripe.refuse(path, { status: 500, type: 'api_error' });
    await expect(submit({ requestId: first })).rejects.toMatchObject({ code: 'payments-unavailable' });
    stripe.refuse(path, null);
    expect(await submit({ requestId })).toEqual({ status: 'under_review' });
  });

  test('is for open disputes of others only', async () => {
    await expect(submit({ disputeId: 'dp_none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(submit({ paymentId: 'nobody_1' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(prepare({ paymentId: order.paymentId, disputeId: 'constructor' })).rejects.toMatchObject({
      ...{ code: 'not-found', details: { reason: 'dispute' } },
    });
    const own = contextOf(order.accountId);
    await expect(submit({}, own)).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(prepare({ paymentId: order.paymentId, disputeId }, own)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    const lost = eventOf('charge.dispute.closed', disputeOf(order, { id: disputeId, status: 'lost' }));
    await handleStripeEvent(lost, services);
    await expect(submit()).rejects.toMatchObject({
      ...{ code: 'already-settled', details: { reason: 'dispute-closed' } },
    });
    expect(sent).toEqual([]);
  });
});
