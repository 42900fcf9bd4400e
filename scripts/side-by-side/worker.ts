/**
 * An instance of one build under load: calls its functions as people and admins do and takes Stripe's webhooks, until it
 * is told to stop, then prints what they answered. `FIREMETER_BUILD` is the folder of the build, `FIREMETER_PEOPLE` the
 * accounts.
 */
import { randomInt, randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Response } from 'express';
import fft from 'firebase-functions-test';

type Data = Record<string, unknown>;
interface Caller {
  readonly uid: string;
  readonly role?: string;
}

const build = process.env.FIREMETER_BUILD ?? '';
const people = (process.env.FIREMETER_PEOPLE ?? '').split(',');
const atOnce = 8;

const functions: Record<string, unknown> = await import(join(build, 'functions/src/index.ts'));
// Builds before version 3 of the wire have their jobs ready; later ones make them.
const wiring = await import(join(build, 'functions/src/wiring.ts'));
const { jobs } = wiring.createServices?.() ?? wiring;
const { TERMS_VERSION } = await import(join(build, 'functions/src/contract/index.ts'));
const project = process.env.GCLOUD_PROJECT;
const offline = fft();
// It puts a project of its own there.
process.env.GCLOUD_PROJECT = project;

/** How often each function ended in which way. */
const ends: Record<string, number> = {};
const open: { uid: string; requestId: string }[] = [];

function count(end: string): void {
  ends[end] = (ends[end] ?? 0) + 1;
}

/** @returns the answer; null: it was refused */
async function call(name: string, data: Data, { uid, role }: Caller): Promise<Data | null> {
  const wrapped = offline.wrap(functions[name] as never) as unknown as (request: unknown) => Promise<unknown>;
  const nowS = Math.floor(Date.now() / 1_000);
  const token = {
    auth_time: nowS,
    iat: nowS,
    email: `${uid}@example.com`,
    email_verified: true,
    firebase: { sign_in_provider: 'password' },
    ...(role && { role }),
  };
  const rawRequest = { headers: { 'x-forwarded-for': '198.51.100.9, 203.0.113.7' } };
  try {
    const answer = await wrapped({ data, auth: { uid, token }, rawRequest, acceptsStreaming: false });
    count(`${name} ok`);
    return answer as Data;
  } catch (error) {
    count(`${name} ${(error as { details?: { code?: string } }).details?.code ?? error}`);
    return null;
  }
}

const admin: Caller = { uid: 'sidebysideadmin', role: 'admin' };
const requestId = () => randomUUIDv7();

async function hold(uid: string): Promise<void> {
  const id = requestId();
  const request = {
    requestId: id,
    operation: 'image',
    model: 'gpt-image-1',
    quantity: { images: 1 },
    prompt: 'a kite',
    shownPriceMicros: 5_000_000,
    catalogVersion: 1,
  };
  if (await call('validateAndDeductCredits', request, { uid })) open.push({ uid, requestId: id });
}

async function end(): Promise<void> {
  const [one] = open.splice(randomInt(Math.max(1, open.length)), 1);
  if (!one) return;
  const ending = randomInt(3) ? { status: 'completed' } : { status: 'failed', reason: 'Side by side' };
  await call('updateAIActivityStatus', { requestId: one.requestId, ...ending }, one);
}

const inputs = {
  'gpt-image-1': { kind: 'image', prompt: 'a kite' },
  'gpt-5-mini': {
    kind: 'chat',
    messages: [{ role: 'user', content: 'What is a kite?' }],
    maxOutputTokens: 200,
  },
};

async function generate(uid: string): Promise<void> {
  for (const [model, input] of Object.entries(inputs)) {
    const shown = { operation: input.kind, model, shownPriceMicros: 5_000_000, catalogVersion: 1 };
    await call('generate', { requestId: requestId(), ...shown, input }, { uid });
  }
}

/** Pays for a pack on Stripe's page; what it grants comes with a webhook, to both builds. */
async function buy(uid: string): Promise<void> {
  const shown = { currency: 'usd', shownAmountCents: 1_000, catalogVersion: 1, termsVersion: TERMS_VERSION };
  const pack = { kind: 'pack', pack: 'starter' };
  const opened = await call('startCheckout', { requestId: requestId(), buy: pack, ...shown }, { uid });
  if (!opened) return;
  const paid = await fetch(`${opened.url}/complete`, { method: 'POST', redirect: 'manual' });
  if (paid.status >= 400) throw new Error(`The stand-in took no payment: ${paid.status}`);
  payments.push(String(opened.paymentId));
}

/** Each payment once, so that Stripe has no reason to reject it. */
async function refund(): Promise<void> {
  const [paymentId] = payments.splice(randomInt(Math.max(1, payments.length)), 1);
  if (!paymentId) return;
  const amountCents = randomInt(2) ? null : 100;
  const request = { requestId: requestId(), paymentId, amountCents, reason: 'Side by side' };
  await call('refundPayment', request, admin);
}
const payments: string[] = [];

const actions: (() => Promise<unknown>)[] = [
  () => hold(anyone()),
  () => hold(anyone()),
  () => hold(anyone()),
  () => generate(anyone()),
  () => buy(anyone()),
  refund,
  end,
  end,
  end,
  () => {
    const one = open[randomInt(Math.max(1, open.length))];
    return one ? call('cancelGeneration', { requestId: one.requestId }, one) : Promise.resolve();
  },
  () =>
    call(
      'grantCreditsToUser',
      {
        requestId: requestId(),
        to: { uid: anyone() },
        amountMicros: 20_000_000,
        source: 'bonus',
        expiresAtMs: randomInt(2) ? null : Date.now() + 86_400_000,
        reason: 'Side by side',
      },
      admin,
    ),
  () => {
    const status = randomInt(4) ? 'active' : 'suspended';
    return call(
      'changeAccountStatus',
      { requestId: requestId(), accountId: anyone(), status, reason: 'Side by side' },
      admin,
    );
  },
  () =>
    jobs[['expireStaleHolds', 'expireLots', 'rollUpUsage'][randomInt(3)] ?? ''].run({
      traceId: '0'.repeat(32),
      isByHand: true,
      cursor: null,
      keep: async () => undefined,
    }),
];
const anyone = () => people[randomInt(people.length)] ?? '';

/** Stripe's webhooks come over HTTP, with their bytes as they were signed. */
async function takeWebhooks(): Promise<void> {
  const app = express();
  app.use(express.raw({ type: () => true }));
  app.post('/', async (request, response: Response) => {
    response.on('finish', () => count(`stripeWebhook ${response.statusCode === 200 ? 'handled' : 'failed'}`));
    const take = functions.stripeWebhook as (request: unknown, response: Response) => Promise<void>;
    await take(Object.assign(request, { rawBody: request.body }), response);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`\nwebhooks: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
}

await takeWebhooks();
for (const uid of people) await call('openAccount', {}, { uid });
let isOver = false;
process.once('SIGTERM', () => {
  isOver = true;
});
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (!isOver) await actions[randomInt(actions.length)]?.();
  }),
);
process.stdout.write(`\n${JSON.stringify(ends)}\n`, () => process.exit(0));
