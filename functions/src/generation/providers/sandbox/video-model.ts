import type { Experimental_VideoModelV4 as VideoModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { filmPictures } from '../media/film-pictures.ts';
import type { CallLog } from './call-log.ts';
import { readDirectives } from './directives.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { seededRandom } from './pictures/seeded-random.ts';
import { malformedFile } from './stage-call.ts';
import { stageFailure } from './stage-failure.ts';

/** All there is to know of a video, so that any process can make it and none has to remember it. */
const Operation = z.strictObject({
  modelId: z.string(),
  /** With its switches. */
  prompt: z.string(),
  seconds: z.number().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  readyAtMs: z.number(),
});
type Operation = z.infer<typeof Operation>;

const USUAL_SECONDS = 5;
const USUAL_SIZE = { width: 640, height: 360 };
const MAX_SIDE = 1_920;
/** A new picture about as often. */
const SECONDS_A_SHOT = 5;
const MAX_SHOTS = 6;

/** Flies over pictures of what the prompt says: MP4 of 24 frames a second, 640 by 360 unless asked for another size. */
export function createVideoModel(
  modelId: string,
  { calls, videoMs }: { calls: CallLog; videoMs: number },
): VideoModelV4 {
  const response = () => ({ timestamp: new Date(), modelId, headers: undefined });
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.video',
    modelId,
    maxVideosPerCall: 1,
    async doStart({ prompt = '', duration, resolution, headers, abortSignal }) {
      const directives = readDirectives(prompt);
      await stageFailure({ ...directives, slowMs: 0 }, { calls: calls.record(headers), abortSignal });
      const operation: Operation = {
        modelId,
        prompt,
        seconds: duration ?? USUAL_SECONDS,
        ...readSize(resolution),
        readyAtMs: Date.now() + videoMs + directives.slowMs,
      };
      return { operation, warnings: [], response: response() };
    },
    async doStatus({ operation, abortSignal }) {
      const { data: order } = Operation.safeParse(operation);
      if (!order) return { status: 'error', error: 'There is no such work.', response: response() };
      if (Date.now() < order.readyAtMs) return { status: 'pending', response: response() };
      const { cut, malformed } = readDirectives(order.prompt);
      if (cut) return { status: 'error', error: 'The work broke off.', response: response() };
      const data = malformed ? malformedFile : await make(order, abortSignal);
      const video = { type: 'binary' as const, data, mediaType: 'video/mp4' };
      return { status: 'completed', videos: [video], warnings: [], response: response() };
    },
  };
}

async function make(order: Operation, abortSignal: AbortSignal | undefined): Promise<Uint8Array> {
  const { modelId, seconds, width, height } = order;
  const { text } = readDirectives(order.prompt);
  const shots = Math.min(Math.max(Math.round(seconds / SECONDS_A_SHOT), 1), MAX_SHOTS);
  const pictures: Uint8Array[] = [];
  for (let shot = 0; shot < shots; shot++) {
    // A flight is over land.
    const model = modelId === 'drift' ? 'terrain' : modelId;
    const prompt = shot === 0 ? text : `${text} ${shot}`;
    pictures.push(await drawPicture({ model, prompt, size: paintedSize({ width, height }), abortSignal }));
  }
  const firstMove = seededRandom(`${modelId}: ${text}`).below(4);
  return filmPictures({ pictures, firstMove, seconds, width, height, abortSignal });
}

/** A little more than is seen at a time. */
function paintedSize({ width, height }: { width: number; height: number }) {
  const share = 960 / Math.max(width, height);
  const even = (side: number) => 2 * Math.round((side * share) / 2);
  return { width: even(width), height: even(height) };
}

function readSize(resolution: string | undefined) {
  const [width = 0, height = 0] = resolution?.split('x').map(Number) ?? [];
  const isSide = (side: number) => Number.isInteger(side) && side >= 64 && side <= MAX_SIDE && side % 2 === 0;
  return isSide(width) && isSide(height) ? { width, height } : USUAL_SIZE;
}
