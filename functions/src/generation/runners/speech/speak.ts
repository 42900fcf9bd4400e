import { toBytes } from '../../providers/models/made-file.ts';
import type { ModelOutcome } from '../../providers/models/model-run.ts';
import { audioOf, startedSeconds } from '../../providers/models/recording-of.ts';
import { withRetries } from '../../providers/run/with-retries.ts';
import { type Means, modelOf } from '../runner.ts';

/** Turns a text into speech. @throws ProviderError, also `provider-failed` when the output isn't a sound */
export async function speak(
  work: Means & { readonly input: { readonly text: string } },
): Promise<ModelOutcome> {
  const { run, input, atMost, clock, headers } = work;
  const model = modelOf(work, 'speechModel');
  const instructions = run.style ? { instructions: run.style } : {};
  const call = { text: input.text, ...instructions, headers, abortSignal: clock.signal };
  const { audio } = await withRetries(work, () => clock.orStop(model.doGenerate(call)));
  const output = await audioOf(toBytes(audio), clock);
  return { output, quantity: { ...atMost, seconds: startedSeconds(output) } };
}
