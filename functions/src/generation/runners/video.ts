import {
  APICallError,
  InvalidResponseDataError,
  type JSONValue,
  type Experimental_VideoModelV4 as VideoModelV4,
} from '@ai-sdk/provider';
import { toBytes } from '../providers/models/made-file.ts';
import { billedSeconds, startedSeconds, videoOf } from '../providers/models/recording-of.ts';
import { asFinalIfBegun } from '../providers/run/may-have-begun.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { withRetries } from '../providers/run/with-retries.ts';
import { modelOf, promptWithStyle, type Runner, type Work } from './runner.ts';

type VideoWork = Work<'video'>;

/**
 * Makes a video: starts the work, stores its reference, and polls until it is done. A run that already has a reference
 * only polls.
 * @throws ProviderError, also `provider-failed` when the provider no longer knows the work or the output isn't a video
 */
export const video: Runner<'video'> = async (work) => {
  const { run, input, atMost, clock, bill } = work;
  const model = modelOf(work, 'videoModel');
  if (!model.doStart || !model.doStatus) {
    throw new ProviderError('not-configured', { reason: 'no-waiting', model: run.providerModel });
  }
  const operation = run.job ?? (await begin(model, work));
  // From here on, the provider bills the whole shot, whatever happens to this run.
  bill.used(atMost);
  const bytes = await untilDone(model, { ...work, operation });
  const output = await videoOf(bytes, { clock, alt: input.prompt });
  return {
    output,
    quantity: { ...atMost, seconds: startedSeconds(output) },
    billed: { ...atMost, seconds: billedSeconds(output, input.seconds) },
  };
};

async function begin(model: VideoModelV4, work: VideoWork): Promise<JSONValue> {
  const { run, input, clock, headers } = work;
  const call = {
    prompt: promptWithStyle(input.prompt, run),
    n: 1,
    duration: input.seconds,
    ...{ aspectRatio: undefined, resolution: undefined, fps: undefined, seed: undefined },
    ...{ image: undefined, frameImages: undefined, inputReferences: undefined, generateAudio: undefined },
    providerOptions: {},
    headers,
    abortSignal: clock.signal,
  };
  const started = await withRetries(work, async () => {
    const order = model.doStart?.(call);
    return order && clock.orStop(asFinalIfBegun(order));
  });
  const operation = started?.operation ?? null;
  await run.onJob?.(operation);
  return operation;
}

async function untilDone(
  model: VideoModelV4,
  work: VideoWork & { readonly operation: JSONValue },
): Promise<Uint8Array> {
  const { run, clock, bill, polling, headers, operation } = work;
  const beganAt = performance.now();
  for (let polls = 0; ; polls++) {
    const status = await withPatience(work, async () =>
      clock.orStop(Promise.resolve(model.doStatus?.({ operation, headers, abortSignal: clock.signal }))),
    );
    clock.alive();
    if (status?.status === 'completed') {
      const [video] = status.videos;
      if (video?.type === 'binary' || video?.type === 'base64') return toBytes(video.data);
    }
    if (status?.status !== 'pending') {
      bill.cancelled();
      const reason = status?.status === 'error' ? status.error : 'no video';
      throw new InvalidResponseDataError({ data: { error: reason }, message: `No video came: ${reason}` });
    }
    run.onProgress?.(likelyDone(performance.now() - beganAt));
    await clock.pause(Math.min(polling.firstPauseMs * 1.5 ** polls, polling.longestPauseMs));
  }
}

/**
 * Polls and retries. Polling again is harmless, so every failure that can pass is waited out, as often as the policy
 * allows.
 */
async function withPatience<T>(work: VideoWork, ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ProviderError && error.code === 'provider-refused') work.bill.cancelled();
      const canPass = APICallError.isInstance(error) && error.isRetryable;
      if (!canPass || tried >= work.retry.tries) throw error;
      await work.clock.pause(work.retry.firstPauseMs * 2 ** tried);
    }
  }
}

const HALF_DONE_AFTER_MS = 40_000;

/** Returns an estimate that approaches 1, because providers don't report progress for video. */
function likelyDone(elapsedMs: number): number {
  return 0.95 * (1 - 0.5 ** (elapsedMs / HALF_DONE_AFTER_MS));
}
