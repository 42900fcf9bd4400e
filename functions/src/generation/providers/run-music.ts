import { largestUse } from '../../contract/index.ts';
import type { ModelOutcome, MusicModel } from './model-run.ts';
import { promptWithStyle, type Work } from './model-run.ts';
import { audioOf, billedSeconds, startedSeconds } from './recording-of.ts';
import { withRetries } from './with-retries.ts';

/** Has music composed. @throws ProviderError, `provider-failed` too when what came is no sound */
export async function runMusic(model: MusicModel, work: Work<'music'>): Promise<ModelOutcome> {
  const { run, input, clock, headers } = work;
  const { seconds } = input;
  const call = {
    prompt: promptWithStyle(input.prompt, run),
    seconds,
    headers,
    abortSignal: clock.signal,
  };
  const { audio } = await withRetries(work, () => clock.orStop(model.generate(call)));
  const output = await audioOf(audio, clock);
  return {
    output,
    quantity: { ...largestUse(input), seconds: startedSeconds(output) },
    billed: { ...largestUse(input), seconds: billedSeconds(output, seconds) },
  };
}
