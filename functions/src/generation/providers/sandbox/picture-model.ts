import type { ImageModelV4, SharedV4Warning } from '@ai-sdk/provider';
import type { CallLog } from './call-log.ts';
import { type Directives, readDirectives } from './directives.ts';
import { drawPicture, type PictureModel } from './pictures/draw-picture.ts';
import { pause, serverError, stageFailure } from './stage-failure.ts';

/** An image model that paints what the prompt's words suggest: JPEG, 768 by 512. */
export function createPictureModel(
  modelId: PictureModel,
  { calls, onProgress }: { calls: CallLog; onProgress?(fraction: number): void },
): ImageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.image',
    modelId,
    maxImagesPerCall: 1,
    supportsFileInputs: false,
    supportsMaskInputs: false,
    async doGenerate(options) {
      const { prompt = '', headers, abortSignal } = options;
      const directives = readDirectives(prompt);
      const callsSoFar = calls.record(headers);
      await waitShowingProgress(directives, abortSignal, onProgress);
      await stageFailure({ ...directives, slowMs: 0 }, { calls: callsSoFar, abortSignal });
      if (directives.cut) throw serverError(200, 'connection_lost');
      const image = directives.malformed
        ? Buffer.from('This is no picture.')
        : await drawPicture({ model: modelId, prompt: directives.text, abortSignal });
      onProgress?.(1);
      return {
        images: [image],
        warnings: ignored(options),
        response: { timestamp: new Date(), modelId, headers: undefined },
      };
    },
  };
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
  return ['size', 'aspectRatio', 'seed', 'files', 'mask']
    .filter((feature) => options[feature] !== undefined)
    .map((feature) => ({ type: 'unsupported', feature }));
}
