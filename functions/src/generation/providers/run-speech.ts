import type { SpeechModelV4 } from '@ai-sdk/provider';
import { largestUse } from '../../contract/index.ts';
import { toBytes } from './made-file.ts';
import type { ModelOutcome, Work } from './model-run.ts';
import { audioOf, startedSeconds } from './recording-of.ts';
import { withRetries } from './with-retries.ts';

/** Has a text spoken. @throws ProviderError, `provider-failed` too when what came is no sound */
export async function runSpeech(
  model: SpeechModelV4,
  work: Work<'voice' | 'narration'>,
): Promise<ModelOutcome> {
  const { run, input, clock, headers } = work;
  const instructions = run.style ? { instructions: run.style } : {};
  const call = { text: input.text, ...instructions, headers, abortSignal: clock.signal };
  const { audio } = await withRetries(work, () => clock.orStop(model.doGenerate(call)));
  const output = await audioOf(toBytes(audio), clock);
  return { output, quantity: { ...largestUse(input), seconds: startedSeconds(output) } };
}
