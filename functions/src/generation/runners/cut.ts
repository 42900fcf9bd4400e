import type { CutOptions } from '../providers/media/render-reel.ts';
import type { ModelOutcome } from '../providers/models/model-run.ts';
import { videoOf } from '../providers/models/recording-of.ts';
import { withRetries } from '../providers/run/with-retries.ts';
import type { Means } from './runner.ts';

/** Makes a video with a cutter model. @throws ProviderError, also `provider-failed` when the output isn't a video */
export async function cut(
  work: Means & { readonly alt: string },
  make: (options: CutOptions) => Promise<Uint8Array>,
): Promise<ModelOutcome> {
  const { run, atMost, clock, alt } = work;
  const { onProgress } = run;
  const options = { abortSignal: clock.signal, ...(onProgress ? { onProgress } : {}) };
  const video = await withRetries(work, () => clock.orStop(make(options)));
  return { output: await videoOf(video, { clock, alt }), quantity: atMost };
}
