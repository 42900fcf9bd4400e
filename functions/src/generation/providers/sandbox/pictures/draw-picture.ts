import { setImmediate as nextTurn } from 'node:timers/promises';
import jpeg from 'jpeg-js';
import { paintAurora } from './aurora.ts';
import { Canvas } from './canvas.ts';
import { paintLandscape } from './landscape.ts';
import { readMood } from './mood.ts';
import { seededRandom } from './seeded-random.ts';

const painters = { aurora: paintAurora, terrain: paintLandscape };
export type PictureModel = keyof typeof painters;
export const pictureModels = Object.keys(painters) as readonly PictureModel[];

export const PICTURE_WIDTH = 768;
export const PICTURE_HEIGHT = 512;
const JPEG_QUALITY = 86;
/** Milliseconds of painting before other requests of the process get their turn. */
const SLICE_MS = 10;

interface PictureRequest {
  readonly model: PictureModel;
  readonly prompt: string;
  readonly abortSignal: AbortSignal | undefined;
}

/** The last picture asked for: pictures wait for one another, since each takes ten megabytes and all of a core. */
let queueEnd: Promise<unknown> = Promise.resolve();

/**
 * Paints a picture as JPEG, 30 to 130 kB: the same for the same model and prompt, another for any other.
 * @throws the signal's reason
 */
export function drawPicture(request: PictureRequest): Promise<Uint8Array> {
  const picture = queueEnd.then(() => paint(request));
  queueEnd = picture.catch(() => {});
  return picture;
}

async function paint({ model, prompt, abortSignal }: PictureRequest): Promise<Uint8Array> {
  abortSignal?.throwIfAborted();
  const random = seededRandom(`${model}: ${prompt}`);
  const canvas = new Canvas(PICTURE_WIDTH, PICTURE_HEIGHT);
  await inSlices(painters[model](canvas, readMood(prompt, random), random, prompt), abortSignal);
  const data = await inSlices(canvas.develop(random), abortSignal);
  return jpeg.encode({ data, width: PICTURE_WIDTH, height: PICTURE_HEIGHT }, JPEG_QUALITY).data;
}

async function inSlices<T>(work: Generator<void, T>, abortSignal: AbortSignal | undefined): Promise<T> {
  for (let sliceEnds = 0; ; ) {
    if (performance.now() >= sliceEnds) {
      await nextTurn();
      abortSignal?.throwIfAborted();
      sliceEnds = performance.now() + SLICE_MS;
    }
    const { done, value } = work.next();
    if (done) return value;
  }
}
