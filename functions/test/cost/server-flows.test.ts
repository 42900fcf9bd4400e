import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { countingWire } from '../../../scripts/bench/wire/wire.ts';
import { startStripeStandIn } from '../../../scripts/stand-ins/stripe/stand-in.ts';
import {
  type CallableName,
  creditsToMicros,
  DAY_MS,
  defaultCatalog,
  type GenerationInput,
  type JobName,
  jobs,
  type RequestOf,
  type ResponseOf,
  SECOND_MS,
  TERMS_VERSION,
} from '../../src/contract/index.ts';
import { type Cost, readCosts } from '../support/cost-page.ts';

/** What `docs/cost.md` says of the functions, counted between the SDK and the emulator. */

const started = new AsyncDisposableStack();
afterAll(() => started.disposeAsync());

const emulator = process.env.FIRESTORE_EMULATOR_HOST ?? '';
const wire = started.use(await countingWire(emulator));
const outputs = mkdtempSync(join(tmpdir(), 'firemeter-cost-'));
started.defer(() => rmSync(outputs, { recursive: true, force: true }));
const tasks: unknown[] = [];
const queue = await listen(createServer(takeTask));
const stripePort = await freePort();
// Before the functions are imported: their store, behind the wire, and stand-ins for what is outside.
Object.assign(process.env, {
  FIRESTORE_EMULATOR_HOST: wire.address,
  CLOUD_TASKS_EMULATOR_HOST: `127.0.0.1:${queue}`,
  FUNCTIONS_EMULATOR: 'true',
  OUTPUT_FOLDER: outputs,
  STRIPE_STAND_IN: `http://127.0.0.1:${stripePort}`,
  STRIPE_WEBHOOK_SECRET: 'whsec_test',
  SEAL_SIGNING_SECRET: 'demo-seal',
});
let restCommits = 0;
const directly = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const address = String(input);
  if (!address.startsWith(`http://${wire.address}/`)) return directly(input, init);
  // Counters are raised over REST, which the wire doesn't speak.
  restCommits += (JSON.parse(String(init?.body)) as { writes: unknown[] }).writes.length;
  return directly(address.replace(wire.address, emulator), init);
};
started.defer(() => {
  globalThis.fetch = directly;
});

// What an instance shares between requests stays fresh while the clock stands still.
vi.useFakeTimers({ toFake: ['Date'] });
/** At noon in the middle of a month: a night, or the first days of a month, have other jobs to do. */
vi.setSystemTime(new Date().setUTCHours(12) - (new Date().getUTCDate() - 15) * DAY_MS);
started.defer(() => void vi.useRealTimers());

const { newRequestId, openAccount, testDb } = await import('../support/accounts.ts');
const { call, newPerson, publishCatalog } = await import('../support/calls/callables.ts');
const { until } = await import('../support/backend.ts');
const { createMeter } = await import('../../src/meter/lane/meter.ts');
const { createStore } = await import('../../src/platform/store/store.ts');
const { followUser } = await import('../../src/platform/identity/users.ts');
const functions = await import('../../src/index.ts');

/** What Stripe tells of a pack that is paid by a new card, in the order in which it is handled here. */
const eventsOfPack = [
  'checkout.session.completed',
  'payment_intent.succeeded',
  'charge.succeeded',
  'payment_method.attached',
];
const events = new Map<string, { readonly body: string; readonly signature: string }>();
const webhookSecret = process.env.STRIPE_WEBHOOK_SECRET ?? '';
const collector = `http://127.0.0.1:${await listen(createServer(takeEvent))}/`;
http('webhook', (request, response) => functions.stripeWebhook(request as never, response as never));
const webhook = `http://127.0.0.1:${await listen(getTestServer('webhook'))}/`;
started.use(
  await startStripeStandIn({ port: stripePort, webhook: { url: collector, secret: webhookSecret } }),
);

let invocations = 0;

/** Counts what one flow costs; what it returns is not looked at. */
async function costOf(flow: () => unknown): Promise<Cost> {
  const before = { ...(await wire.counts()), restCommits, invocations };
  await flow();
  const after = await wire.counts();
  return {
    reads: after.reads - before.reads,
    writes: after.writes - before.writes + restCommits - before.restCommits,
    deletes: after.deletes - before.deletes,
    invocations: invocations - before.invocations,
  };
}

type User = ReturnType<typeof newPerson>;
let people = 0;
/** Each from an address of its own: whoever shares one shares a counter, too. */
const addresses = new Map<string, string>();

async function ask<N extends CallableName>(name: N, request: RequestOf<N>, user: User) {
  invocations++;
  const address = addresses.get(user.uid) ?? `9.9.9.${++people}`;
  addresses.set(user.uid, address);
  return call(name, request, user, undefined, { 'x-forwarded-for': address });
}

/** Somebody whom this instance knows, with credits for anything. */
async function knownUser(): Promise<User> {
  const user = newPerson();
  await ask('openAccount', {}, user);
  const grant = { amountMicros: creditsToMicros(1_000), source: 'bonus', expiresAtMs: null } as const;
  const to = { uid: user.uid };
  await ask('grantCreditsToUser', { requestId: newRequestId(), to, ...grant, reason: 'test' }, owner);
  return user;
}

const owner: User = { ...newPerson(), role: 'owner' };

const shown = { shownPriceMicros: creditsToMicros(100), catalogVersion: 1 };

function generate(input: GenerationInput, user: User, requestId = newRequestId()) {
  const operation = input.kind;
  const model = defaultCatalog.operations[operation]?.defaultModel ?? '';
  return ask('generate', { requestId, operation, model, input, ...shown }, user);
}

/** Short: text that streams for a second is recorded meanwhile. */
const chat: GenerationInput = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Is it so?' }],
  maxOutputTokens: 16,
};
const video: GenerationInput = { kind: 'video', prompt: 'a river', seconds: 4 };

/** Runs what the queue was given, as Cloud Tasks would. */
async function runQueue(): Promise<void> {
  for (const data of tasks.splice(0)) {
    invocations++;
    await functions.runLongWork.run({ data, headers: {} } as never);
  }
}

async function runInApp(user: User): Promise<void> {
  const requestId = newRequestId();
  const { image } = defaultCatalog.operations;
  const work = { operation: 'image', model: image?.defaultModel ?? '', quantity: { images: 1 } };
  await ask('validateAndDeductCredits', { requestId, ...work, prompt: 'a kite', ...shown }, user);
  await ask('updateAIActivityStatus', { requestId, status: 'completed' }, user);
}

async function buyPack(user: User): Promise<void> {
  const order = { requestId: newRequestId(), buy: { kind: 'pack', pack: 'starter' } } as const;
  const money = { currency: 'usd', shownAmountCents: 1_000, catalogVersion: 1 } as const;
  const answer = await ask('startCheckout', { ...order, ...money, termsVersion: TERMS_VERSION }, user);
  const { url } = answer as ResponseOf<'startCheckout'>;
  events.clear();
  await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  await until(() => eventsOfPack.every((type) => events.has(type)));
  expect([...events.keys()].toSorted()).toEqual(eventsOfPack.toSorted());
  // One at a time: what two of them cost that meet varies.
  for (const type of eventsOfPack) {
    invocations++;
    const { body = '', signature = '' } = events.get(type) ?? {};
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    expect((await fetch(webhook, { method: 'POST', headers, body })).status).toBe(200);
  }
}

/**
 * Runs each job twice: the first time does what a new store needs. Little time passes between runs, or jobs would be late,
 * which costs writes; but enough that no run finds what an instance has just read.
 */
async function idleDay(): Promise<Cost> {
  const names = Object.keys(jobs) as JobName[];
  const costOfRun = (name: JobName) => {
    vi.setSystemTime(Date.now() + 6 * SECOND_MS);
    return costOf(() => {
      invocations++;
      return functions[name].run({} as never);
    });
  };
  const first = new Map<JobName, Cost>();
  for (const name of ['health' as const, ...names]) first.set(name, await costOfRun(name));
  const day = { reads: 0, writes: 0, deletes: 0, invocations: 0 };
  const add = (cost: Cost | undefined, times: number) => {
    for (const what of Object.keys(day) as (keyof Cost)[]) day[what] += (cost?.[what] ?? 0) * times;
  };
  for (const name of names) {
    const usual = await costOfRun(name);
    if (name === 'verifyLedger') {
      // The first run of a night goes through the accounts, the others find that done.
      add(first.get(name), 1);
      add(usual, 23);
    } else add(usual, DAY_MS / jobs[name].everyMs);
  }
  return day;
}

const image = (user: User) => generate({ kind: 'image', prompt: 'a kite' }, user);
const flows: Record<string, (user: User) => Promise<unknown>> = {
  'Open the app again: the call of `openAccount`': (user) => ask('openAccount', {}, user),
  'Generate an image': image,
  'Generate a chat answer': (user) => generate(chat, user),
  'Queue and finish a video': (user) => generate(video, user).then(runQueue),
  'Hold for work that an app runs, and report its end': runInApp,
  'Buy a pack': buyPack,
};

let idle: Cost;
beforeAll(async () => {
  await publishCatalog();
  idle = await idleDay();
});
// What an instance reads once is read before it is counted.
beforeAll(async () => {
  for (const flow of Object.values(flows)) await flow(await knownUser());
});

test('the cost page has the measured cost of each flow', async () => {
  const measured: Record<string, Cost> = {
    'Open an account': await costOf(() => ask('openAccount', {}, newPerson())),
    'All scheduled jobs, a day without work': idle,
  };
  for (const [name, flow] of Object.entries(flows)) {
    const user = await knownUser();
    measured[name] = await costOf(() => flow(user));
  }
  expect(readCosts('What the functions do')).toEqual(measured);
});

test('the cost page has the measured additional costs', async () => {
  const user = await knownUser();
  const usual = await costOf(() => image(user));
  const added = async (somebody: User): Promise<Cost> => {
    const cost = await costOf(() => image(somebody));
    return {
      reads: cost.reads - usual.reads,
      writes: cost.writes - usual.writes,
      deletes: cost.deletes - usual.deletes,
      invocations: cost.invocations - usual.invocations,
    };
  };
  for (const _ of [2, 3, 4]) await image(user);
  const fifth = await added(user);
  const stranger = newPerson();
  await openAccount(createMeter({ store: createStore(testDb()) }), 100, stranger.uid);
  const facts = { email: `${stranger.uid}@example.com`, name: null, avatarUrl: null };
  await followUser({ db: testDb(), now: Date.now }, stranger.uid, facts);
  const first = await added(stranger);
  vi.setSystemTime(Date.now() + 6 * SECOND_MS);
  expect(readCosts('What comes on top')).toEqual({
    'Every fifth request from an address': fifth,
    'A user’s first request on an instance': first,
    'The first request on an instance in five seconds': await added(user),
  });
});

/** Takes tasks as Cloud Tasks does. */
async function takeTask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { task } = (await json(request)) as { task: { httpRequest: { body: string } } };
  const body = Buffer.from(task.httpRequest.body, 'base64').toString();
  tasks.push((JSON.parse(body) as { data: unknown }).data);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}

async function takeEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const { type } = JSON.parse(body) as { type: string };
  events.set(type, { body, signature: String(request.headers['stripe-signature']) });
  response.writeHead(200).end();
}

/** @returns the port */
async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  started.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
