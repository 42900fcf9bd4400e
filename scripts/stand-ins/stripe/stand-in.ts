import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createEmulator } from 'emulate';
import { BALANCE_PREFIX, Balance, settlementOf } from './balance.ts';
import { bodyOf, fieldsBelow } from './form.ts';
import { amountOf, intervalOf, Subscriptions, type SubscriptionUpdate } from './subscriptions.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';

interface Options {
  port: number;
  /** The function that takes webhooks, and the secret they are signed with. */
  webhook: { url: string; secret: string };
}

interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type?: string;
  readonly location?: string | null;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly body: string;
}

/**
 * Stands in for Stripe while there is no key: `emulate` has its API and the page on which a checkout is paid, and here is
 * what that lacks. Its events come without an id and are told once; a checkout has no payment behind it and saves no card;
 * nothing can be charged at once, refunded, archived or asked for twice under one key; there are no subscriptions.
 */
export async function startStripeStandIn({ port, webhook }: Options): Promise<AsyncDisposable> {
  const address = `http://127.0.0.1:${port}`;
  const emulator = await startEmulate(address);
  const sender = createWebhookSender(webhook);
  const standIn = new StandIn({ address, emulator: emulator.address, sender });
  const server = createServer((request, response) => void serve(standIn, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      sender[Symbol.dispose]();
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), emulator.close()]);
    },
  };
}

/** Somewhere free; its pages and webhooks name the stand-in's own address. */
async function startEmulate(address: string): Promise<{ address: string; close: () => Promise<void> }> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const webhooks = [{ url: `${address}/told`, events: ['*'] }];
  const { close } = await createEmulator({
    service: 'stripe',
    port,
    baseUrl: address,
    seed: { stripe: { webhooks } },
  });
  return { address: `http://127.0.0.1:${port}`, close };
}

async function serve(standIn: StandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await bodyOf(request);
    const key = request.headers['idempotency-key'];
    const asked = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      form: new URLSearchParams(body),
      body,
    };
    const {
      status,
      body: text,
      type = 'application/json',
      location,
    } = await standIn.answerOnce(asked, String(key ?? ''));
    response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(text);
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ error: { type: 'api_error', message: String(error) } }));
  }
}

class StandIn {
  readonly #context: { address: string; emulator: string; sender: WebhookSender };
  readonly #answers = new Map<string, Promise<Answer>>();
  /** What emulate forgets of a checkout. */
  readonly #sessions = new Map<string, { price: string; metadata: Record<string, string> }>();
  readonly #subscriptions = new Subscriptions();
  /** By customer, once they have paid. */
  readonly #cards = new Map<string, { readonly id: string }>();
  #forwarded = 0;
  readonly #refundedOf = new Map<string, number>();
  readonly #refunds: object[] = [];
  readonly #balance = new Balance();
  readonly #changes = new Map<string, Record<string, unknown>>();

  constructor(context: { address: string; emulator: string; sender: WebhookSender }) {
    this.#context = context;
  }

  /** The same answer to whatever is asked again under the same key. */
  answerOnce(asked: Asked, key: string): Promise<Answer> {
    if (key === '' || asked.method !== 'POST') return this.#answer(asked);
    const known = this.#answers.get(key) ?? this.#answer(asked);
    this.#answers.set(key, known);
    return known;
  }

  async #answer(asked: Asked): Promise<Answer> {
    const { method, path, form } = asked;
    const [, id = ''] = path.match(/^\/v1\/\w+\/([^/?]+)$/) ?? [];
    if (path === '/told') return this.#hear(JSON.parse(asked.body));
    if (path.startsWith('/receipts/'))
      return page('Receipt', `Paid on the stand-in: ${path.replace(/\W+/g, ' ')}`);
    if (path === '/portal')
      return page('Customer Portal', 'Stripe’s own page for cards and invoices is not had here.');
    if (path === '/v1/billing_portal/sessions') return json({ url: `${this.#context.address}/portal` });
    if (path.startsWith('/v1/events/')) {
      const event = this.#context.sender.event(id);
      return event ? json(event) : missing('event', id);
    }
    if (method === 'GET' && path.startsWith('/v1/refunds?')) return list(this.#refunds);
    if (method === 'GET' && path.startsWith('/v1/disputes?')) return list([]);
    if (path === '/v1/refunds') return this.#refund(form);
    if (path.startsWith('/v1/balance_transactions?'))
      return list(this.#balance.list(new URL(path, this.#context.address).searchParams));
    if (path.startsWith('/v1/balance_transactions/'))
      return this.#settlement(id.slice(BALANCE_PREFIX.length));
    if (path.startsWith('/v1/subscriptions/')) return this.#subscription(id, asked);
    if (method === 'GET' && path.startsWith('/v1/subscriptions?')) {
      return list(
        this.#subscriptions.of(new URL(path, this.#context.address).searchParams.get('customer') ?? ''),
      );
    }
    // Each is paid at once.
    if (method === 'GET' && path.startsWith('/v1/invoices?')) return list([]);
    if (path.startsWith('/v1/invoice_payments')) {
      const invoice = new URL(path, this.#context.address).searchParams.get('invoice') ?? '';
      return list(this.#subscriptions.paymentsOf(invoice));
    }
    const [, customer] = path.match(/^\/v1\/customers\/([^/?]+)/) ?? [];
    if (method === 'DELETE' && customer) return this.#forgetCustomer(customer);
    const [, detached] = path.match(/^\/v1\/payment_methods\/([^/]+)\/detach$/) ?? [];
    if (detached) return this.#detachCard(detached);
    if (method === 'GET' && customer) return this.#customer(customer, asked);
    if (path === '/v1/payment_intents' && form.get('confirm') === 'true') return this.#charge(asked);
    if (method === 'POST' && /^\/v1\/(prices|products)\/./.test(path)) return this.#change(path, form);
    const answer = await this.#forward(asked);
    if (method === 'POST' && path === '/v1/checkout/sessions' && answer.status === 200) {
      const price = form.get('line_items[0][price]') ?? '';
      const below = form.get('mode') === 'subscription' ? 'subscription_data' : 'payment_intent_data';
      const metadata = fieldsBelow(form, `${below}[metadata]`);
      this.#sessions.set(bodyIn(answer).id, { price, metadata });
    }
    return path.startsWith('/v1/prices') ? this.#withChanges(answer) : answer;
  }

  /** Emulate answers a key 5,000 times an hour, as GitHub would: Stripe has no such limit. */
  #nextKey(): string {
    return `sk_test_stand_in_${Math.floor(this.#forwarded++ / 1_000)}`;
  }

  async #forward({ method, path, body }: Pick<Asked, 'method' | 'path' | 'body'>): Promise<Answer> {
    const response = await fetch(this.#context.emulator + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${this.#nextKey()}`,
        ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body && { body }),
    });
    const type = response.headers.get('content-type') ?? 'text/plain';
    return {
      status: response.status,
      body: Buffer.from(await response.arrayBuffer()),
      type,
      location: response.headers.get('location'),
    };
  }

  /** Emulate tells of what has happened there: Stripe would tell more. */
  async #hear({ type, data }: { type: string; data: { object: Record<string, unknown> } }): Promise<Answer> {
    const { sender, address } = this.#context;
    const { object } = data;
    if (type === 'checkout.session.completed') await this.#pay(object);
    else if (type === 'charge.succeeded') {
      const charge = bodyIn(await this.#get(`/v1/charges/${object.id}`));
      this.#balance.addCharge(charge);
      const settled = { balance_transaction: `${BALANCE_PREFIX}${object.id}` };
      sender.send(type, { ...charge, ...settled, receipt_url: `${address}/receipts/${object.id}` });
    } else sender.send(type, object);
    return json({});
  }

  async #settlement(chargeId: string): Promise<Answer> {
    const found = await this.#get(`/v1/charges/${chargeId}`);
    return found.status === 200 ? json(settlementOf(bodyIn(found))) : found;
  }

  /** A completed checkout is a payment intent that succeeded; of a plan, the one of its first invoice. */
  async #pay(session: Record<string, unknown>): Promise<void> {
    const { address, sender } = this.#context;
    const kept = this.#sessions.get(String(session.id));
    const price = bodyIn(this.#withChanges(await this.#get(`/v1/prices/${kept?.price}`)));
    const metadata = kept?.metadata ?? {};
    const isPlan = session.mode === 'subscription';
    const intent = await this.#payIntent({
      amount: price.unit_amount,
      currency: price.currency,
      customer: session.customer,
      metadata: isPlan ? {} : metadata,
    });
    if (session.customer) this.#saveCard(String(session.customer));
    const total_details = { amount_discount: 0, amount_tax: 0 };
    const amounts = { amount_subtotal: price.unit_amount, amount_total: price.unit_amount, total_details };
    const paid = { ...session, ...amounts, currency: price.currency };
    if (!isPlan) return sender.send('checkout.session.completed', { ...paid, payment_intent: intent });
    const { subscription, draft } = this.#subscriptions.begin({
      price,
      customer: session.customer,
      metadata,
    });
    sender.send('checkout.session.completed', { ...paid, subscription: subscription.id });
    sender.send('customer.subscription.created', subscription);
    sender.send('invoice.paid', this.#subscriptions.invoice(draft, intent, address));
  }

  /** Returns the id of a payment intent that has succeeded. */
  async #payIntent(asked: {
    amount: number;
    currency: string;
    customer: unknown;
    metadata: Record<string, string>;
  }): Promise<string> {
    const form = new URLSearchParams({ amount: String(asked.amount), currency: asked.currency });
    if (asked.customer) form.set('customer', String(asked.customer));
    for (const [name, value] of Object.entries(asked.metadata)) form.set(`metadata[${name}]`, value);
    const { id } = bodyIn(await this.#post('/v1/payment_intents', form));
    await this.#post(`/v1/payment_intents/${id}/confirm`, new URLSearchParams());
    return id;
  }

  /** It can be changed to another plan, paused, and ended now or with its period. */
  async #subscription(id: string, { method, form }: Asked): Promise<Answer> {
    if (method === 'DELETE') return this.#changed(id, this.#subscriptions.cancel(id));
    const before = this.#subscriptions.find(id);
    if (!before) return missing('subscription', id);
    if (method !== 'POST') return json(before);
    const { after, draft } = this.#subscriptions.update(before, await this.#updateIn(form));
    const answer = this.#changed(id, after);
    if (draft) {
      const { sender, address } = this.#context;
      const currency = after.items.data[0]?.price.currency ?? 'usd';
      const due = { amount: amountOf(draft), currency, customer: after.customer, metadata: {} };
      const intent = await this.#payIntent(due);
      sender.send('invoice.paid', this.#subscriptions.invoice(draft, intent, address));
    }
    return answer;
  }

  async #updateIn(form: URLSearchParams): Promise<SubscriptionUpdate> {
    const priceId = form.get('items[0][price]');
    const price =
      priceId !== null ? bodyIn(this.#withChanges(await this.#get(`/v1/prices/${priceId}`))) : undefined;
    const isCharged = form.get('proration_behavior') === 'always_invoice';
    return {
      price,
      charged: form.has('billing_cycle_anchor[type]') ? 'period' : isCharged ? 'difference' : 'nothing',
      metadata: fieldsBelow(form, 'metadata'),
      ...(form.has('cancel_at_period_end') && {
        cancelAtPeriodEnd: form.get('cancel_at_period_end') === 'true',
      }),
      ...((form.has('pause_collection') || form.has('pause_collection[behavior]')) && {
        pausedBehavior: form.get('pause_collection[behavior]'),
      }),
    };
  }

  #changed(id: string, subscription: object | null): Answer {
    if (!subscription) return missing('subscription', id);
    const { sender } = this.#context;
    const isOver = 'status' in subscription && subscription.status === 'canceled';
    sender.send(`customer.subscription.${isOver ? 'deleted' : 'updated'}`, subscription);
    return json(subscription);
  }

  /** With the card that a checkout has saved, and the settings that emulate leaves out. */
  async #customer(id: string, { path, ...asked }: Asked): Promise<Answer> {
    const card = this.#cards.get(id);
    if (path.includes('/payment_methods')) {
      return json({ object: 'list', url: path, has_more: false, data: card ? [card] : [] });
    }
    const answer = await this.#forward({ ...asked, path });
    if (answer.status !== 200) return answer;
    return json({ ...bodyIn(answer), invoice_settings: { default_payment_method: null } });
  }

  #saveCard(customer: string): void {
    const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: new Date().getFullYear() + 3 };
    const id = `pm_${randomBytes(12).toString('hex')}`;
    const method = { id, object: 'payment_method', type: 'card', customer, card };
    this.#cards.set(customer, method);
    this.#context.sender.send('payment_method.attached', method);
  }

  #detachCard(id: string): Answer {
    const [customer, card] = [...this.#cards].find(([, one]) => one.id === id) ?? [];
    if (customer === undefined || !card) return missing('payment_method', id);
    this.#cards.delete(customer);
    const method = { ...card, customer: null };
    this.#context.sender.send('payment_method.detached', method);
    return json(method);
  }

  #forgetCustomer(id: string): Answer {
    this.#cards.delete(id);
    return json({ id, object: 'customer', deleted: true });
  }

  /** A payment that is made and confirmed in one request: by a saved card. */
  async #charge(asked: Asked): Promise<Answer> {
    const made = await this.#forward(asked);
    if (made.status !== 200) return made;
    const { id, amount } = bodyIn(made);
    const confirmed = await this.#post(`/v1/payment_intents/${id}/confirm`, new URLSearchParams());
    return confirmed.status === 200 ? json({ ...bodyIn(confirmed), amount_received: amount }) : confirmed;
  }

  async #refund(form: URLSearchParams): Promise<Answer> {
    const intentId = form.get('payment_intent') ?? '';
    const found = await this.#get(`/v1/payment_intents/${intentId}`);
    if (found.status !== 200) return found;
    const intent = bodyIn(found);
    const before = this.#refundedOf.get(intentId) ?? 0;
    const amount = Number(form.get('amount') ?? intent.amount - before);
    if (amount <= 0 || before + amount > intent.amount) {
      return refused('Charge has already been refunded.', 'charge_already_refunded');
    }
    this.#refundedOf.set(intentId, before + amount);
    const refund = {
      id: `re_${randomBytes(12).toString('hex')}`,
      object: 'refund',
      amount,
      currency: intent.currency,
      payment_intent: intentId,
      status: 'succeeded',
      reason: form.get('reason'),
      metadata: fieldsBelow(form, 'metadata'),
      created: Math.floor(Date.now() / 1_000),
    };
    this.#refunds.push(refund);
    this.#balance.addRefund(refund);
    this.#context.sender.send('refund.created', refund);
    return json(refund);
  }

  /** A price that was archived, a product with another name: kept here, and put over what emulate says. */
  async #change(path: string, form: URLSearchParams): Promise<Answer> {
    const found = await this.#get(path);
    if (found.status !== 200) return found;
    const active = form.get('active');
    const metadata = fieldsBelow(form, 'metadata');
    const { id, metadata: before } = bodyIn(found);
    this.#changes.set(id, {
      ...this.#changes.get(id),
      ...(active !== null && { active: active === 'true' }),
      ...(Object.keys(metadata).length > 0 && { metadata: { ...before, ...metadata } }),
    });
    return this.#withChanges(found);
  }

  #withChanges(answer: Answer): Answer {
    const said = bodyIn(answer);
    const changed = (one: { id: string; metadata?: Record<string, string> }) => {
      const interval = intervalOf(one.metadata ?? {});
      return { ...one, recurring: interval && { interval }, ...this.#changes.get(one.id) };
    };
    return {
      ...answer,
      body: JSON.stringify(said.data ? { ...said, data: said.data.map(changed) } : changed(said)),
    };
  }

  #get(path: string): Promise<Answer> {
    return this.#forward({ method: 'GET', path, body: '' });
  }

  #post(path: string, form: URLSearchParams): Promise<Answer> {
    return this.#forward({ method: 'POST', path, body: form.toString() || 'x=' });
  }
}

function bodyIn({ body }: Answer) {
  return JSON.parse(String(body));
}

function json(body: object): Answer {
  return { status: 200, body: JSON.stringify(body) };
}

function list(data: readonly object[]): Answer {
  return json({ object: 'list', has_more: false, data });
}

function missing(what: string, id: string): Answer {
  const error = {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
  };
  return { status: 404, body: JSON.stringify({ error }) };
}

function refused(message: string, code: string): Answer {
  return { status: 400, body: JSON.stringify({ error: { type: 'invalid_request_error', code, message } }) };
}

function page(title: string, text: string): Answer {
  return {
    status: 200,
    type: 'text/html',
    body: `<!doctype html><title>${title}</title><h1>${title}</h1><p>${text}</p>`,
  };
}
