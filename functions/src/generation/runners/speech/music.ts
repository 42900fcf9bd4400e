import { audioOf, billedSeconds, startedSeconds } from '../../providers/models/recording-of.ts';
import { withRetries } from '../../providers/run/with-retries.ts';
import { modelOf, promptWithStyle, type Runner } from '../runner.ts';

/** Composes music. @throws ProviderError, also `provider-failed` when the output isn't a sound */
export const music: Runner<'music'> = async (work) => {
  const { run, input, atMost, clock, headers } = work;
  const model = modelOf(work, 'musicModel');
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
    quantity: { ...atMost, seconds: startedSeconds(output) },
    billed: { ...atMost, seconds: billedSeconds(output, seconds) },
  };
};
