import type { ImageModelV4, ImageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider';
import { bytesOf } from '../file-of.ts';
import type { CallLog } from './call-log.ts';
import { type Directives, readDirectives } from './directives.ts';
import { editPicture } from './edits/edit-picture.ts';
import { drawPicture, type PictureSize, usualSize } from './pictures/draw-picture.ts';
import { malformedFile } from './stage-call.ts';
import { pause, serverError, stageFailure } from './stage-failure.ts';

/** An image model that paints what the prompt's words suggest, or changes the picture it is given: JPEG. */
export function createPictureModel(
  modelId: string,
  { calls, onProgress }: { calls: CallLog; onProgress?(fraction: number): void },
): ImageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.image',
    modelId,
    maxImagesPerCall: 1,
    supportsFileInputs: true,
    supportsMaskInputs: false,
    async doGenerate(options) {
      const { prompt = '', headers, abortSignal } = options;
      const directives = readDirectives(prompt);
      const callsSoFar = calls.record(headers);
      await waitShowingProgress(directives, abortSignal, onProgress);
      await stageFailure({ ...directives, slowMs: 0 }, { calls: callsSoFar, abortSignal });
      if (directives.cut) throw serverError(200, 'connection_lost');
      const image = directives.malformed
        ? malformedFile
        : await make(modelId, { ...options, prompt: directives.text });
      onProgress?.(1);
      return {
        images: [image],
        warnings: ignored(options),
        response: { timestamp: new Date(), modelId, headers: undefined },
      };
    },
  };
}

function make(model: string, options: ImageModelV4CallOptions): Promise<Uint8Array> {
  const { prompt = '', size, files = [], abortSignal } = options;
  const [file] = files;
  if (file?.type === 'file') {
    return editPicture(bytesOf(file.data), { instruction: prompt, model, abortSignal });
  }
  return drawPicture({ model, prompt, size: readSize(size), abortSignal });
}

const MAX_SIDE = 4_096;

function readSize(size: string | undefined): PictureSize {
  const [width = 0, height = 0] = size?.split('x').map(Number) ?? [];
  const isSide = (side: number) => Number.isInteger(side) && side >= 16 && side <= MAX_SIDE;
  return isSide(width) && isSide(height) ? { width, height } : usualSize;
}

const PROGRESS_STEPS = 20;

async function waitShowingProgress(
  { slowMs }: Directives,
  abortSignal: AbortSignal | undefined,
  onProgress?: (fraction: number) => void,
): Promise<void> {
  for (let step = 1; slowMs > 0 && step <= PROGRESS_STEPS; step++) {
    await pause(slowMs / PROGRESS_STEPS, abortSignal);
    onProgress?.((0.9 * step) / PROGRESS_STEPS);
  }
}

function ignored(options: Readonly<Record<string, unknown>>): SharedV4Warning[] {
  return ['aspectRatio', 'seed', 'mask']
    .filter((feature) => options[feature] !== undefined)
    .map((feature) => ({ type: 'unsupported', feature }));
}
