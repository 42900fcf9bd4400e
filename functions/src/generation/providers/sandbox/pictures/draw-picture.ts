import { setImmediate as nextTurn } from 'node:timers/promises';
import jpeg from 'jpeg-js';
import { filterPicture } from '../../media/filter-picture.ts';
import { paintAurora } from './aurora.ts';
import { Canvas } from './canvas.ts';
import { paintLandscape } from './landscape.ts';
import { readMood } from './mood.ts';
import { seededRandom } from './seeded-random.ts';

const painters = { aurora: paintAurora, terrain: paintLandscape } as const;

/** Pixels of a picture that nobody gave a size. */
export const usualSize: PictureSize = { width: 768, height: 512 };
const JPEG_QUALITY = 86;
/** More are not painted: a larger picture is a smaller one enlarged. */
const MAX_PAINTED_PIXELS = 700_000;
/** Milliseconds of painting before other requests of the process get their turn. */
const SLICE_MS = 10;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

interface PictureRequest {
  /** Any name: `aurora` and `terrain` have a look of their own, of others each has one of the two. */
  readonly model: string;
  readonly prompt: string;
  readonly size: PictureSize;
  readonly abortSignal: AbortSignal | undefined;
}

/** The last picture asked for: pictures wait for one another, since each takes ten megabytes and all of a core. */
let queueEnd: Promise<unknown> = Promise.resolve();

/**
 * Paints a picture as JPEG, 30 to 130 kB at the usual size: the same for the same model and prompt, another for any other.
 * @throws the signal's reason
 */
export function drawPicture(request: PictureRequest): Promise<Uint8Array> {
  const picture = queueEnd.then(() => paint(request));
  queueEnd = picture.catch(() => {});
  return picture;
}

async function paint({ model, prompt, size, abortSignal }: PictureRequest): Promise<Uint8Array> {
  abortSignal?.throwIfAborted();
  const random = seededRandom(`${model}: ${prompt}`);
  const { width, height } = paintedSize(size);
  const canvas = new Canvas(width, height);
  await inSlices(painterOf(model)(canvas, readMood(prompt, random), random, prompt), abortSignal);
  const data = await inSlices(canvas.develop(random), abortSignal);
  const picture = jpeg.encode({ data, width, height }, JPEG_QUALITY).data;
  if (width === size.width && height === size.height) return picture;
  return filterPicture(picture, {
    filters: `scale=${size.width}:${size.height}:flags=lanczos`,
    abortSignal,
  });
}

function painterOf(model: string) {
  if (model === 'aurora' || model === 'terrain') return painters[model];
  return seededRandom(model).pick([paintAurora, paintLandscape]);
}

/** Of the same shape; sides are even, as painters need them. */
function paintedSize({ width, height }: PictureSize): PictureSize {
  const share = Math.min(1, Math.sqrt(MAX_PAINTED_PIXELS / (width * height)));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * share) / 2));
  return { width: even(width), height: even(height) };
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
