import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Stripe from 'stripe';
import { createStripeClient } from '../../../src/payments/stripe/stripe-client.ts';
import { json, openLoopback, type Received } from '../loopback.ts';

/** What becomes of a charge. `lost`: it is paid, and the answer never arrives. */
export type ChargeEnd = 'paid' | 'declined' | 'authentication-required' | 'lost';

export interface Charge {
  readonly id: string;
  readonly key: string;
  readonly form: URLSearchParams;
  readonly end: ChargeEnd;
}

/** Stripe, as far as what the stand-ins of others do not have: on a port of its own, keeping idempotency keys. */
export interface StripeServer extends AsyncDisposable {
  readonly client: Stripe;
  /** Each charge once, however often it was asked for under its key. */
  readonly charges: readonly Charge[];
  /** What GET answers, by path: an object, or an array for a list. */
  readonly objects: Map<string, unknown>;
  chargesEnd(end: ChargeEnd): void;
  /** What POST answers besides charges, by path; what DELETE answers, by `DELETE` and the path. */
  onPost(path: string, answer: (form: URLSearchParams) => unknown): void;
  /** Answers whatever is asked of a path with an error, until it is taken back by null. */
  refuse(path: string, error: StripeRefusal | null): void;
}

/** An error as Stripe answers with it. */
export interface StripeRefusal {
  readonly status: number;
  readonly type: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
}

const SECRET = 'whsec_test';
/** Nothing is in these until a test says so. */
const LISTS = ['/v1/subscriptions', '/v1/checkout/sessions'];

export async function openStripe(): Promise<StripeServer> {
  const loopback = await openLoopback();
  const charges: Charge[] = [];
  const objects = new Map<string, unknown>();
  const posts = new Map<string, (form: URLSearchParams) => unknown>();
  const refusals = new Map<string, StripeRefusal>();
  let end: ChargeEnd = 'paid';

  function charge({ body, headers }: Received, response: ServerResponse): void {
    const key = String(headers['idempotency-key']);
    const known = charges.find((one) => one.key === key);
    const made = known ?? { id: `pi_${randomUUID()}`, key, form: new URLSearchParams(body.toString()), end };
    if (!known) charges.push(made);
    const intent = intentOf(made);
    const code = made.end === 'declined' ? 'card_declined' : 'authentication_required';
    const error = { type: 'card_error', code, message: 'No.', payment_intent: intent };
    if (made.end === 'lost' && end === 'lost') response.destroy();
    else if (intent.status === 'succeeded') json(response, intent);
    else json(response, { error }, 402);
  }

  loopback.answerWith((request, response) => {
    const url = new URL(request.path, loopback.url);
    const refusal = refusals.get(url.pathname);
    if (refusal) {
      const { status, ...error } = refusal;
      return json(response, { error: { message: 'No.', ...error } }, status);
    }
    if (request.method === 'POST' && url.pathname === '/v1/payment_intents') return charge(request, response);
    const form = new URLSearchParams(request.body.toString());
    const path = request.method === 'DELETE' ? `DELETE ${url.pathname}` : url.pathname;
    const found = request.method === 'GET' ? answerAt(url) : posts.get(path)?.(form);
    if (found === undefined) {
      const error = {
        type: 'invalid_request_error',
        code: 'resource_missing',
        message: `No ${request.path}`,
      };
      return json(response, { error }, 404);
    }
    return json(response, Array.isArray(found) ? pageOf(found, url) : found);
  });

  function answerAt(url: URL): unknown {
    const isList = LISTS.includes(url.pathname);
    return objects.get(url.pathname + url.search) ?? objects.get(url.pathname) ?? (isList ? [] : undefined);
  }

  return {
    client: createStripeClient({ address: loopback.url, secretKey: 'sk_test_1' }),
    charges,
    objects,
    chargesEnd(next) {
      end = next;
    },
    refuse(path, error) {
      if (error) refusals.set(path, error);
      else refusals.delete(path);
    },
    onPost: (path, answer) => void posts.set(path, answer),
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

/** A page of a list: of what was created within the time that is asked for, as far as the list says when. */
function pageOf(all: readonly { id?: string; created?: number }[], { pathname, searchParams }: URL) {
  const from = Number(searchParams.get('created[gte]') ?? Number.NEGATIVE_INFINITY);
  const until = Number(searchParams.get('created[lt]') ?? Number.POSITIVE_INFINITY);
  const matching = all.filter(({ created }) => created === undefined || (created >= from && created < until));
  const after = searchParams.get('starting_after');
  const rest = after ? matching.slice(matching.findIndex(({ id }) => id === after) + 1) : matching;
  const data = rest.slice(0, Number(searchParams.get('limit') ?? 100));
  return { object: 'list', url: pathname, has_more: data.length < rest.length, data };
}

function intentOf({ id, form, end }: Charge) {
  const amount = Number(form.get('amount'));
  const isPaid = end === 'paid' || end === 'lost';
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_received: isPaid ? amount : 0,
    currency: form.get('currency'),
    customer: form.get('customer'),
    status: isPaid ? 'succeeded' : 'requires_payment_method',
    metadata: {
      accountId: form.get('metadata[accountId]'),
      paymentId: form.get('metadata[paymentId]'),
    },
  };
}

/** An event as Stripe sends it: signed, and read back by Stripe's own SDK. */
export function eventOf(
  type: string,
  object: object,
  options: { id?: string; createdMs?: number } = {},
): Stripe.Event {
  const { id = `evt_${randomUUID().replaceAll('-', '')}`, createdMs = Date.now() } = options;
  const payload = JSON.stringify({
    id,
    object: 'event',
    type,
    created: Math.floor(createdMs / 1_000),
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object },
  });
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  return Stripe.webhooks.constructEvent(payload, header, SECRET);
}
