/**
 * An instance of one build under load: calls its functions as people and admins do, until it is told to stop, then prints
 * what they answered. `FIREMETER_BUILD` is the folder of the build, `FIREMETER_PEOPLE` the accounts.
 */
import { randomInt, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
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
const { jobs } = await import(join(build, 'functions/src/wiring.ts'));
const project = process.env.GCLOUD_PROJECT;
const offline = fft();
// It puts a project of its own there.
process.env.GCLOUD_PROJECT = project;

/** How often each function ended in which way. */
const ends: Record<string, number> = {};
const open: { uid: string; requestId: string }[] = [];

async function call(name: string, data: Data, { uid, role }: Caller): Promise<boolean> {
  const wrapped = offline.wrap(functions[name] as never) as unknown as (request: unknown) => Promise<unknown>;
  const token = {
    email: `${uid}@example.com`,
    email_verified: true,
    firebase: { sign_in_provider: 'password' },
    ...(role && { role }),
  };
  const rawRequest = { headers: { 'x-forwarded-for': '198.51.100.9, 203.0.113.7' } };
  let end = 'ok';
  try {
    await wrapped({ data, auth: { uid, token }, rawRequest, acceptsStreaming: false });
  } catch (error) {
    end = String((error as { details?: { code?: string } }).details?.code ?? error);
  }
  ends[`${name} ${end}`] = (ends[`${name} ${end}`] ?? 0) + 1;
  return end === 'ok';
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

const actions: (() => Promise<unknown>)[] = [
  () => hold(anyone()),
  () => hold(anyone()),
  () => hold(anyone()),
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
