import { randomUUIDv7 } from 'node:crypto';
import {
  AppError,
  type GenerationOutput,
  inputOfStep,
  MINUTE_MS,
  newFailure,
  type Reel,
  type ReelStep,
} from '../../contract/index.ts';
import type { Admitted } from '../../platform/calls/guard.ts';
import { log } from '../../platform/signals/log.ts';
import type { Versioned } from '../../platform/store/documents.ts';
import { keyOfReel, type ReelKey } from '../../platform/store/reels.ts';
import { toAnswer } from '../calls/generate.ts';
import { runRequest } from '../pipeline.ts';
import { TASK_WORK_MS } from '../time-limits.ts';
import type { ReelServices, ReelTask } from './reel-services.ts';

/** A step gets at least this much time. With less left of its task, the next task continues. */
const STEP_WORK_MS = 10 * MINUTE_MS;

/**
 * Runs a reel until it is done, a step fails, someone stops it, or its task has too little time left for another step.
 * A step's request id is stored before the step begins, so a worker that continues after a crash, or runs at the same
 * time, finds the same hold and the same work.
 */
export async function runReel(services: ReelServices, task: ReelTask): Promise<void> {
  const key = { ...task, accountId: task.accountId ?? task.uid };
  const endsAtMs = services.now() + TASK_WORK_MS;
  for (;;) {
    if (services.now() + STEP_WORK_MS > endsAtMs) {
      return services.enqueueReel(key, randomUUIDv7());
    }
    const reel = await services.reels.read(key);
    if (reel?.value.status !== 'running') return;
    const step = reel.value.steps.find(({ status }) => status !== 'completed');
    if (!step) {
      await services.reels.update(reel, { status: 'completed' });
    } else if (step.requestId === null) {
      await services.reels.update(reel, withStep(reel.value, { ...step, ...begun() }));
    } else {
      await keep(services, key, await runStep(services, reel, { ...step, requestId: step.requestId }));
    }
  }
}

/** Returns who asks for a step. The reel stores its owner as they were when they started it. */
async function admit(services: ReelServices, reel: Reel): Promise<Admitted> {
  const { asker, traceId } = reel;
  const { accountId, uid } = keyOfReel(reel);
  const { client } = asker;
  const rejection = await services.checkEligibility({ uid, accountId, client });
  const nobody = { email: null, isEmailVerified: false, name: null, role: null };
  const identity = rejection ? nobody : await services.identities.ofUser(uid);
  return { context: { uid, accountId, ...identity, isGuest: false, client, traceId }, rejection };
}

const begun = () => ({ status: 'running', requestId: randomUUIDv7(), failure: null }) as const;

type Ended = ReelStep & { readonly title?: string };

/** Runs a step as its owner would request it. Returns how it ended, and doesn't throw for failures of the step. */
async function runStep(
  services: ReelServices,
  { value: reel }: Versioned<Reel>,
  step: ReelStep & { requestId: string },
): Promise<Ended> {
  const { reelId, label, catalogVersion, traceId } = reel;
  const admitted = await admit(services, reel);
  const { requestId, operation, model } = step;
  try {
    const input = inputOfStep(step, reel, await storyOf(services, reel));
    const request = {
      requestId,
      operation,
      model,
      input,
      label,
      shownPriceMicros: step.priceMicros,
      catalogVersion,
    };
    const work = { request, ...admitted, reelId, runBy: 'call' } as const;
    const done = await runRequest(services, work, {
      isWanted: async () => (await services.reels.read(keyOfReel(reel)))?.value.status === 'running',
      endsAtMs: services.now() + STEP_WORK_MS,
      send: () => undefined,
    });
    const { capturedMicros, output: made } = await toAnswer(services, done);
    const ended: Ended = { ...step, status: 'completed', capturedMicros, failure: null };
    return made?.kind === 'story' ? { ...ended, title: made.title } : ended;
  } catch (error) {
    // Retried by the queue, because the error may pass.
    if (!(error instanceof AppError) || error.code === 'busy' || error.code === 'internal') throw error;
    log.reelStopped({ reelId, step: step.name, code: error.code, traceId });
    return { ...step, status: 'failed', failure: newFailure(error) };
  }
}

/** Stores how a step ended, whatever else has happened to the reel. */
async function keep(services: ReelServices, key: ReelKey, ended: Ended): Promise<void> {
  const { title, ...step } = ended;
  for (;;) {
    const reel = await services.reels.read(key);
    const isSame = reel?.value.steps.some(({ requestId }) => requestId === step.requestId);
    if (!reel || !isSame) return;
    const status =
      step.status === 'failed' && reel.value.status === 'running' ? 'stopped' : reel.value.status;
    const change = { ...withStep(reel.value, step), status, title: title ?? reel.value.title };
    if (await services.reels.update(reel, change)) return;
  }
}

function withStep({ steps }: Reel, changed: ReelStep): Pick<Reel, 'steps'> {
  return { steps: steps.map((step) => (step.name === changed.name ? changed : step)) };
}

async function storyOf(
  { activities }: ReelServices,
  reel: Reel,
): Promise<Extract<GenerationOutput, { kind: 'story' }> | null> {
  const story = reel.steps.find(({ kind, status }) => kind === 'story' && status === 'completed');
  if (!story?.requestId) return null;
  const output = await activities.output({ ...keyOfReel(reel), requestId: story.requestId });
  if (output?.kind !== 'story') throw new AppError('not-found', { reason: 'story' });
  return output;
}
