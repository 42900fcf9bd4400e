import { InvalidResponseDataError } from '@ai-sdk/provider';
import { alignWords } from '../../providers/models/align-words.ts';
import { webVtt } from '../../providers/models/web-vtt.ts';
import { ProviderError } from '../../providers/run/provider-error.ts';
import { withRetries } from '../../providers/run/with-retries.ts';
import { findSource, modelOf, type Runner } from '../runner.ts';

/**
 * Aligns a text with the recording of it. The captions show the given text at the times at which it was recognized.
 * @throws ProviderError, also `provider-failed` when no words were recognized
 */
export const captions: Runner<'captions'> = async (work) => {
  const { run, input, atMost, clock, headers } = work;
  const model = modelOf(work, 'transcriptionModel');
  const { output, bytes } = findSource(run, input.source);
  if (output.kind !== 'audio') {
    throw new ProviderError('provider-failed', { reason: 'no-sound' });
  }
  const call = {
    audio: bytes,
    mediaType: output.mediaType,
    timestampGranularities: ['word' as const],
    providerOptions: { elevenlabs: { text: input.text, tagAudioEvents: false } },
    headers,
    abortSignal: clock.signal,
  };
  const { words, segments } = await withRetries(work, () => clock.orStop(model.doGenerate(call)));
  const timedWords = (words ?? segments).map(({ text, startSecond, endSecond }) => ({
    text,
    startMs: Math.round(startSecond * 1_000),
    endMs: Math.round(endSecond * 1_000),
  }));
  const timed = alignWords(input.text, { timedWords, durationMs: output.durationMs });
  if (timed.length === 0) {
    throw new ProviderError(
      'provider-failed',
      { reason: 'no-words' },
      {
        cause: new InvalidResponseDataError({
          data: { timedWords: timedWords.length },
          message: 'No timed words',
        }),
      },
    );
  }
  return { output: { kind: 'captions', text: webVtt(timed) }, quantity: atMost };
};
