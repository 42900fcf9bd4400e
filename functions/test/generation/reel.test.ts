import { describe, expect, onTestFinished, test } from 'vitest';
import {
  AppError,
  activityIdOf,
  balanceMicros,
  type GenerationOutput,
  HOUR_MS,
  inputOfStep,
  isCancelled,
  planReel,
  presets,
  quoteInput,
  type Reel,
  type Role,
  totalPriceMicros,
} from '../../src/contract/index.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { ProviderError } from '../../src/generation/providers/run/provider-error.ts';
import { cancelReel } from '../../src/generation/reel/cancel-reel.ts';
import type { ReelServices, ReelTask } from '../../src/generation/reel/reel-services.ts';
import { resumeReel } from '../../src/generation/reel/resume-reel.ts';
import { runReel } from '../../src/generation/reel/run-reel.ts';
import { startReel } from '../../src/generation/reel/start-reel.ts';
import type { RunModel } from '../../src/generation/runners/create-model-runner.ts';
import { createPlanOf } from '../../src/platform/store/plan-of.ts';
import { createReels } from '../../src/platform/store/reels.ts';
import { credits, expectBooksBalance, newRequestId, openAccount, testDb } from '../support/accounts.ts';
import { catalogsOf, contextOf, newInstance, until } from '../support/backend.ts';

const catalog = presets.reelbanana;
const wish = { prompt: 'A fox finds a lighthouse', scenes: 2, pictures: 1, music: true, polish: true };
const plan = planReel(catalog, wish);
const scenes = [
  { text: 'A fox follows a light. '.repeat(4).trim(), imagePrompt: 'a fox at night' },
  { text: 'It finds a lighthouse.', imagePrompt: 'a lighthouse' },
];
const narration = scenes.map(({ text }) => text).join(' ');
const file = { where: 'here', base64: 'AAAA' } as const;
const size = { durationMs: 9_000, width: 640, height: 360 };
const outputs: Record<string, GenerationOutput> = {
  story: { kind: 'story', title: 'The Lighthouse', scenes },
  image: { kind: 'image', mediaType: 'image/png', file, alt: 'a scene', width: null, height: null },
  narration: { kind: 'audio', mediaType: 'audio/mpeg', file, durationMs: 9_000 },
  captions: { kind: 'captions', text: 'WEBVTT' },
  music: { kind: 'audio', mediaType: 'audio/mpeg', file, durationMs: 60_000 },
  render: { kind: 'video', mediaType: 'video/mp4', file, alt: 'the reel', ...size },
  polish: { kind: 'video', mediaType: 'video/mp4', file, alt: 'the reel', ...size },
};

/** A provider that makes every kind, and fails where it is told to. */
function studio() {
  const made: string[] = [];
  let failing: string | null = null;
  let held: Promise<void> | null = null;
  const runModel: RunModel = async ({ input, abortSignal }) => {
    made.push(input.kind);
    if (held) {
      const aborted = new Promise<never>((_, reject) => {
        abortSignal.addEventListener('abort', () =>
          reject(new ProviderError('cancelled', { reason: 'stopped' })),
        );
      });
      await Promise.race([held, aborted]);
    }
    if (input.kind === failing) throw new ProviderError('provider-failed', { reason: 'unfinished' });
    const output = outputs[input.kind];
    if (!output) throw new Error(`No ${input.kind} here`);
    return { output, quantity: {} };
  };
  return {
    runModel,
    made,
    failAt: (kind: string | null) => {
      failing = kind;
    },
    holdUntil: (promise: Promise<void> | null) => {
      held = promise;
    },
  };
}

function services(runModel: RunModel, sold = catalog) {
  const instance = newInstance({ runModel, catalogs: catalogsOf(sold) });
  onTestFinished(() => instance.close());
  const tasks: ReelTask[] = [];
  const reels = createReels({ db: testDb(), now: Date.now });
  const enqueueReel: ReelServices['enqueueReel'] = async (task) => void tasks.push(task);
  const identity = { email: null, isEmailVerified: true, name: null, role: null as Role | null };
  const identities = { ofUser: async () => identity };
  const planOf = createPlanOf({ db: testDb(), now: Date.now });
  return { ...instance, reels, enqueueReel, planOf, tasks, identities, identity };
}

interface Begun {
  balance?: number;
  isAdmin?: boolean;
  label?: string;
}

async function begin(
  backend: ReturnType<typeof services>,
  { balance = 100, isAdmin = false, label }: Begun = {},
) {
  const uid = await openAccount(backend.meter, balance);
  if (isAdmin) backend.identity.role = 'admin';
  const context = { ...contextOf(uid), role: backend.identity.role };
  const requestId = newRequestId();
  const shown = { shownPriceMicros: totalPriceMicros(plan), catalogVersion: 1 };
  const request = { requestId, wish, label, ...shown };
  await startReel(backend)(request, context, () => undefined);
  const task = { uid, reelId: requestId };
  const reel = async (): Promise<Reel> => {
    const stored = await backend.reels.read({ accountId: uid, uid, reelId: requestId });
    if (!stored) throw new Error('No reel');
    return stored.value;
  };
  return { uid, context, request, shown, task, reel };
}

const sum = ({ steps }: Reel) => steps.reduce((total, { capturedMicros }) => total + capturedMicros, 0);

test('a reel runs its steps in order, each with its own charge', async () => {
  const { runModel, made } = studio();
  const backend = services(runModel);
  const { uid, task, reel } = await begin(backend);
  expect(backend.tasks).toEqual([{ accountId: uid, ...task }]);
  // A task that a build before queued names no account.
  await runReel(backend, task);
  expect(made).toEqual(['story', 'image', 'image', 'narration', 'captions', 'music', 'render', 'polish']);
  const done = await reel();
  expect(done).toMatchObject({ status: 'completed', title: 'The Lighthouse' });
  const hundreds = Math.ceil(narration.length / 100);
  expect(done.steps.map(({ capturedMicros }) => capturedMicros)).toEqual(
    [2, 3, 3, hundreds, 1, 2, 5, 10].map(credits),
  );
  const { account, activities } = await expectBooksBalance(uid);
  expect(balanceMicros(account, Date.now())).toBe(credits(100) - sum(done));
  expect([...activities.values()].every(({ reelId }) => reelId === task.reelId)).toBe(true);
});

test('a reel of a subscriber is queued by the plan of its account, and stays in that queue', async () => {
  const sold = structuredClone(catalog);
  Object.assign(sold.plans.max ?? {}, { priority: true });
  const untilMs = Date.now() + HOUR_MS;
  const startedOn = async (name: string) => {
    const backend = services(studio().runModel, sold);
    const uid = await openAccount(backend.meter, 100);
    await backend.meter.submit(uid, { kind: 'note', fields: { plan: { name, untilMs } } });
    const shown = { shownPriceMicros: totalPriceMicros(plan), catalogVersion: 1 };
    await startReel(backend)({ requestId: newRequestId(), wish, ...shown }, contextOf(uid), () => undefined);
    return { backend, uid };
  };
  const { backend, uid } = await startedOn('max');
  const [task] = backend.tasks;
  expect(task).toMatchObject({ uid, priority: true });
  // No time is left for a step, so the reel is queued again.
  let nowMs = Date.now();
  const late = { ...backend, now: () => (nowMs += HOUR_MS) };
  await runReel(late, task as ReelTask);
  expect(backend.tasks).toMatchObject([{ priority: true }, { uid, priority: true }]);
  expect((await startedOn('plus')).backend.tasks[0]).not.toHaveProperty('priority');
});

test('each step of a reel carries its label, and none of a reel without one', async () => {
  for (const label of ['Harbor film', undefined]) {
    const backend = services(studio().runModel);
    const { uid, task, reel } = await begin(backend, label === undefined ? {} : { label });
    await runReel(backend, task);
    const { steps } = await reel();
    const { activities } = await expectBooksBalance(uid);
    expect(activities.size).toBe(steps.length);
    expect(new Set([...activities.values()].map((activity) => activity.label))).toEqual(new Set([label]));
  }
});

test('a cap of its label stops a reel at the step that would pass it', async () => {
  const backend = services(studio().runModel);
  const { uid, task, reel } = await begin(backend, { label: 'Harbor film' });
  const caps = { dayMicros: credits(6), monthMicros: null };
  await backend.meter.submit(uid, { kind: 'setCaps', caps, label: 'Harbor film' });
  await runReel(backend, task);
  const { status, steps } = await reel();
  expect(status).toBe('stopped');
  const failed = steps.find((step) => step.status === 'failed');
  expect(failed?.failure).toMatchObject({ code: 'cap-reached', details: { label: 'Harbor film' } });
  expect(sum(await reel())).toBeLessThanOrEqual(credits(6));
});

test('each scene has the requested number of images, shown while its text is spoken, each with its own charge', () => {
  const many = { ...wish, scenes: 2, pictures: 3 };
  const steps = planReel(catalog, many).map((step) => ({ ...step, requestId: newRequestId() }));
  const pictures = steps.filter(({ kind }) => kind === 'image');
  expect(pictures.map(({ priceMicros }) => priceMicros)).toEqual(Array(6).fill(credits(3)));
  const story = { kind: 'story' as const, title: 'The Lighthouse', scenes };
  const inputs = steps.map((step) => inputOfStep(step, { wish: many, steps }, story));
  const prompts = inputs.flatMap((input) => (input.kind === 'image' ? input.prompt : []));
  expect(new Set(prompts).size).toBe(6);
  expect(prompts.filter((prompt) => prompt.startsWith('a fox at night'))).toHaveLength(3);
  const render = inputs.find(({ kind }) => kind === 'render');
  const shots = render?.kind === 'render' ? render.scenes : [];
  expect(shots.map(({ image }) => image)).toEqual(pictures.map(({ requestId }) => requestId));
  expect(shots.map(({ text }) => text).join(' ')).toBe(narration);
});

test.each([
  ['long sentences', 'character', 'A fox follows a light. '.repeat(40).trim()],
  ['one that never ends', 'character', 'far '.repeat(200).trim()],
  ['a script that is spoken slowly', 'second', '狐狸跟着光走。'.repeat(60)],
] as const)(
  'a story of %s, paid for by the %s, is spoken as far as the shown price allows',
  (_, unit, text) => {
    const one = { ...wish, scenes: 1, pictures: 5 };
    const dear = structuredClone(catalog);
    const rate = { kind: 'per-unit', unitSize: 1, micros: 10, minimumMicros: 0 } as const;
    for (const model of Object.values(dear.operations.image?.models ?? {})) {
      model.price = { ...rate, unit: 'character' };
    }
    for (const model of Object.values(dear.operations.narration?.models ?? {}))
      model.price = { ...rate, unit };
    const steps = planReel(dear, one).map((step) => ({ ...step, requestId: newRequestId() }));
    const scene = { text, imagePrompt: 'a fox '.repeat(600) };
    const story = { kind: 'story' as const, title: 'Long', scenes: [scene] };
    for (const step of steps) {
      const input = inputOfStep(step, { wish: one, steps }, story);
      expect(quoteInput(dear, { ...step, input }).priceMicros).toBeLessThanOrEqual(step.priceMicros);
      if (input.kind === 'narration') expect(input.text.length).toBeGreaterThan(200);
    }
  },
);

test('after a step fails, earlier steps stay charged and later ones are not, and a resumed reel costs the sum', async () => {
  const { runModel, made, failAt } = studio();
  failAt('music');
  const backend = services(runModel);
  const { uid, context, shown, task, reel } = await begin(backend);
  await runReel(backend, task);
  const stopped = await reel();
  expect(stopped.status).toBe('stopped');
  expect(stopped.steps.find(({ name }) => name === 'music')).toMatchObject({
    status: 'failed',
    capturedMicros: 0,
    failure: { code: 'provider-failed', details: { reason: 'unfinished' } },
  });
  expect(stopped.steps.filter(({ status }) => status === 'waiting').map(({ name }) => name)).toEqual([
    'render',
    'polish',
  ]);
  const before = await expectBooksBalance(uid);
  expect(balanceMicros(before.account, Date.now())).toBe(credits(100) - sum(stopped));

  failAt(null);
  await resumeReel(backend)({ reelId: task.reelId, ...shown }, context, () => undefined);
  await runReel(backend, task);
  const done = await reel();
  expect(done.status).toBe('completed');
  expect(made.filter((kind) => kind === 'story')).toHaveLength(1);
  expect(made.slice(-3)).toEqual(['music', 'render', 'polish']);
  const after = await expectBooksBalance(uid);
  expect(balanceMicros(after.account, Date.now())).toBe(credits(100) - sum(done));
});

test('three workers at once, and one more run, make and charge each step once', async () => {
  const { runModel, made } = studio();
  const backend = services(runModel);
  const { uid, task, reel } = await begin(backend);
  const others = [services(runModel), services(runModel)];
  await Promise.all([backend, ...others].map((one) => runReel(one, task)));
  await runReel(backend, task);
  expect(made).toHaveLength(plan.length);
  const done = await reel();
  expect(done.status).toBe('completed');
  const { account } = await expectBooksBalance(uid);
  expect(balanceMicros(account, Date.now())).toBe(credits(100) - sum(done));
});

test('a reel stops at the step that the credits don’t cover', async () => {
  const { runModel } = studio();
  const backend = services(runModel);
  const { uid, task, reel } = await begin(backend, { balance: 6 });
  await runReel(backend, task);
  const stopped = await reel();
  expect(stopped.status).toBe('stopped');
  expect(stopped.steps.find(({ status }) => status === 'failed')).toMatchObject({
    name: 'image-2',
    failure: { code: 'insufficient-credits' },
  });
  expect(balanceMicros((await expectBooksBalance(uid)).account, Date.now())).toBe(credits(1));
});

test('a user who is blocked midway gets no further step, and continues after the block ends', async () => {
  const { runModel, made } = studio();
  const backend = services(runModel);
  const { uid, context, shown, task, reel } = await begin(backend);
  const blocked = new AppError('blocked');
  backend.checkEligibility = async () => (made.includes('narration') ? blocked : null);
  await runReel(backend, task);
  const stopped = await reel();
  expect(stopped.status).toBe('stopped');
  expect(stopped.steps.find(({ status }) => status === 'failed')).toMatchObject({
    name: 'captions',
    failure: { code: 'blocked' },
  });
  expect(balanceMicros((await expectBooksBalance(uid)).account, Date.now())).toBe(
    credits(100) - sum(stopped),
  );

  backend.checkEligibility = async () => null;
  await resumeReel(backend)({ reelId: task.reelId, ...shown }, context, () => undefined);
  await runReel(backend, task);
  expect((await reel()).status).toBe('completed');
});

test('a reel that its owner stops releases the current step and starts no other', async () => {
  const { runModel, made, holdUntil } = studio();
  holdUntil(new Promise(() => undefined));
  const backend = services(runModel);
  const { uid, context, task, reel } = await begin(backend);
  const work = runReel(backend, task);
  await until(() => made.length > 0);
  expect(await cancelReel(backend)({ reelId: task.reelId }, context, () => undefined)).toMatchObject({
    status: 'cancelled',
  });
  await work;
  expect(made).toEqual(['story']);
  expect((await reel()).status).toBe('cancelled');
  expect(balanceMicros((await expectBooksBalance(uid)).account, Date.now())).toBe(credits(100));
});

describe('a reel that is cancelled', () => {
  /** Stops at the hold of its first step until it is told to go on. */
  async function beginSlowly() {
    const { runModel, made } = studio();
    const looking = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<null>();
    const backend = services(runModel);
    const begun = await begin(backend);
    const moderate = async () => {
      looking.resolve();
      return looked.promise;
    };
    const work = runReel({ ...backend, moderate }, begun.task);
    await looking.promise;
    return { ...begun, backend, made, work, goOn: () => looked.resolve(null) };
  }

  test('before its step is held makes nothing more, and the step costs nothing', async () => {
    const { uid, context, task, reel, backend, made, work, goOn } = await beginSlowly();
    const answer = await cancelReel(backend)({ reelId: task.reelId }, context, () => undefined);
    expect(answer).toMatchObject({ status: 'cancelled' });
    goOn();
    await work;
    expect(made).toEqual([]);
    expect((await reel()).status).toBe('cancelled');
    const { account, activities } = await expectBooksBalance(uid);
    expect([...activities.values()]).toMatchObject([{ status: 'failed', failure: { code: 'cancelled' } }]);
    expect(balanceMicros(account, Date.now())).toBe(credits(100));
  });

  test('by a call that died before it reached the step is cancelled by the next call', async () => {
    const { runModel, made, holdUntil } = studio();
    holdUntil(new Promise(() => undefined));
    const backend = services(runModel);
    const { uid, context, task, reel } = await begin(backend);
    const work = runReel(backend, task);
    await until(() => made.length > 0);
    const read = () => Promise.reject(new Error('The process has died'));
    const dying = { ...backend, activities: { ...backend.activities, read } };
    await expect(cancelReel(dying)({ reelId: task.reelId }, context, () => undefined)).rejects.toThrow(
      'died',
    );
    await cancelReel(backend)({ reelId: task.reelId }, context, () => undefined);
    const requestId = (await reel()).steps[0]?.requestId ?? '';
    const step = await backend.activities.read(activityIdOf({ accountId: uid, requestId }));
    expect(step && (isCancelled(step.value) || step.value.status)).toBeOneOf([true, 'failed']);
    await work;
    expect(balanceMicros((await expectBooksBalance(uid)).account, Date.now())).toBe(credits(100));
  });

  test('only in one step stops there, and continues from it when it is resumed', async () => {
    const { uid, context, shown, task, reel, backend, made, work, goOn } = await beginSlowly();
    const [step] = (await reel()).steps;
    const requestId = step?.requestId ?? '';
    const cancelled = cancelGeneration(backend)({ requestId }, context, () => undefined);
    await until(() => backend.activities.read(activityIdOf({ accountId: uid, requestId })));
    goOn();
    expect(await cancelled).toMatchObject({ status: 'failed' });
    await work;
    const stopped = await reel();
    expect(stopped).toMatchObject({ status: 'stopped' });
    expect(stopped.steps[0]).toMatchObject({ status: 'failed', failure: { code: 'cancelled' } });
    expect(made).toEqual([]);
    await resumeReel(backend)({ reelId: task.reelId, ...shown }, context, () => undefined);
    await runReel(backend, task);
    const done = await reel();
    expect(done.status).toBe('completed');
    const { account } = await expectBooksBalance(uid);
    expect(balanceMicros(account, Date.now())).toBe(credits(100) - sum(done));
  });
});

test("an admin's reel is free, and its usage and provider costs are recorded", async () => {
  const { runModel } = studio();
  const backend = services(runModel);
  const { uid, task, reel } = await begin(backend, { balance: 0, isAdmin: true });
  await runReel(backend, task);
  const done = await reel();
  expect(done.status).toBe('completed');
  expect(sum(done)).toBe(0);
  const { entries } = await expectBooksBalance(uid);
  const usage = [...entries.values()].filter(({ kind }) => kind === 'usage');
  expect(usage).toHaveLength(plan.length);
  for (const entry of usage) {
    expect(entry.totalMicros).toBe(0);
    expect(entry.kind === 'usage' && entry.costUsdMicros).toBeGreaterThan(0);
  }
});

test('higher prices are not charged, neither at the start nor in between, and resuming shows the new price', async () => {
  const { runModel } = studio();
  const backend = services(runModel);
  const { uid, context, shown, task, reel, request } = await begin(backend);
  const dearer = structuredClone(catalog);
  const render = dearer.operations.render?.models.ffmpeg;
  if (render) render.price = { kind: 'flat', micros: credits(9) };
  const published = { ...(await backend.catalogs.current(0)), version: 2, catalog: dearer };
  const { at } = backend.catalogs;
  const later = { ...backend, catalogs: { at, current: async () => published } };
  await expect(
    startReel(later)({ ...request, requestId: newRequestId() }, context, () => undefined),
  ).rejects.toMatchObject({ code: 'price-changed', details: { catalogVersion: 2 } });

  await runReel(later, task);
  const stopped = await reel();
  expect(stopped.steps.find(({ status }) => status === 'failed')).toMatchObject({
    name: 'render',
    failure: { code: 'price-changed' },
  });
  const left = { reelId: task.reelId, catalogVersion: 2, shownPriceMicros: credits(15) };
  await expect(resumeReel(later)(left, context, () => undefined)).rejects.toMatchObject({
    code: 'price-changed',
    details: { priceMicros: credits(19) },
  });
  expect(shown.shownPriceMicros).toBeGreaterThan(credits(19));
  const agreed = { ...left, shownPriceMicros: credits(19) };
  await resumeReel(later)(agreed, context, () => undefined);
  await runReel({ ...later, catalogs: { ...later.catalogs, at: async () => published } }, task);
  expect((await reel()).status).toBe('completed');
  await expectBooksBalance(uid);
});

test('a stopped reel can’t be resumed while the provider of a step can’t be reached', async () => {
  const { runModel, failAt } = studio();
  failAt('music');
  const backend = services(runModel);
  const { context, shown, task, reel } = await begin(backend);
  await runReel(backend, task);
  const provider = catalog.operations.music?.models[catalog.operations.music.defaultModel]?.provider;
  const published = await backend.catalogs.current(0);
  const reachableProviders = ['studio', 'openai', 'google', 'elevenlabs', 'replicate'].filter(
    (name) => name !== provider,
  );
  const current = async () => ({ ...published, reachableProviders });
  const without = { ...backend, catalogs: { ...backend.catalogs, current } };
  await expect(
    resumeReel(without)({ reelId: task.reelId, ...shown }, context, () => undefined),
  ).rejects.toMatchObject({ code: 'unknown-operation' });
  expect((await reel()).status).toBe('stopped');
});

test('a step is one activity, with the account and the step’s request id as its id', async () => {
  const { runModel } = studio();
  const backend = services(runModel);
  const { uid, task, reel } = await begin(backend);
  await runReel(backend, task);
  for (const { requestId, operation } of (await reel()).steps) {
    const activity = await backend.activities.read(
      activityIdOf({ accountId: uid, requestId: requestId ?? '' }),
    );
    expect(activity?.value).toMatchObject({ operation, status: 'completed' });
  }
});
