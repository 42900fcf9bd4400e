import { assertNever, type InputOf, largestUse } from '../../contract/index.ts';
import type { CutterModel, ModelOutcome } from './model-run.ts';
import { findSource, type Work } from './model-run.ts';
import { videoOf } from './recording-of.ts';
import { withRetries } from './with-retries.ts';

/** Has a video put together or made better. @throws ProviderError, `provider-failed` too when what came is no video */
export async function runCut(model: CutterModel, work: Work<'render' | 'polish'>): Promise<ModelOutcome> {
  const { run, input, clock } = work;
  const { sources, onProgress } = run;
  const call = {
    input,
    sources,
    abortSignal: clock.signal,
    ...(onProgress ? { onProgress } : {}),
  };
  const { video } = await withRetries(work, () => clock.orStop(model.generate(call)));
  return { output: await videoOf(video, { clock, alt: altOf(work) }), quantity: largestUse(input) };
}

function altOf({ run, input }: { run: Work<'render'>['run']; input: InputOf<'render' | 'polish'> }): string {
  switch (input.kind) {
    case 'render':
      return input.scenes.map(({ text }) => text).join(' ');
    case 'polish': {
      const { output } = findSource(run, input.source);
      return output.kind === 'video' ? output.alt : '';
    }
    default:
      return assertNever(input);
  }
}
