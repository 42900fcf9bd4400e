import type { TranscriptionModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { bytesOf } from '../file-of.ts';
import { commentOf, heardSpans } from '../media/read-sound.ts';
import { spreadWords } from '../media/spread-words.ts';
import type { CallLog } from './call-log.ts';
import { readWordTimes } from './speech/word-times.ts';
import { stageCall } from './stage-call.ts';

/** The text to align, where aligning models of other providers take it. */
const Options = z.object({ elevenlabs: z.object({ text: z.string() }) });

/**
 * Tells when each word is said: exactly for what the sandbox spoke itself; of another recording it understands nothing
 * and gives the words of a text it is told the time in which something is heard.
 */
export function createTranscriptionModel(
  modelId: string,
  { calls }: { calls: CallLog },
): TranscriptionModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.transcription',
    modelId,
    async doGenerate({ audio, providerOptions, headers, abortSignal }) {
      const told = Options.safeParse(providerOptions).data?.elevenlabs.text ?? '';
      const directives = await stageCall(told, { calls, headers, abortSignal });
      const bytes = bytesOf(audio);
      const hear = async () =>
        readWordTimes(await commentOf(bytes, { abortSignal })) ??
        spreadWords(directives.text, await heardSpans(bytes, { abortSignal }));
      const words = directives.malformed ? [] : await hear();
      const segments = words.map(({ text, startMs, endMs }) => ({
        text,
        startSecond: startMs / 1_000,
        endSecond: endMs / 1_000,
      }));
      return {
        text: words.map(({ text }) => text).join(' '),
        segments,
        words: segments,
        language: undefined,
        durationInSeconds: segments.at(-1)?.endSecond,
        warnings: [],
        response: { timestamp: new Date(), modelId },
      };
    },
  };
}
