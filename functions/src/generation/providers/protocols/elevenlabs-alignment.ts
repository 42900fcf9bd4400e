import type { TranscriptionModelV4 } from '@ai-sdk/provider';
import {
  combineHeaders,
  createJsonErrorResponseHandler,
  createJsonResponseHandler,
  mediaTypeToExtension,
  postFormDataToApi,
} from '@ai-sdk/provider-utils';
import { z } from 'zod';
import { wholeFormFetch } from './whole-form-fetch.ts';

const Alignment = z.object({
  words: z.array(z.object({ text: z.string(), start: z.number(), end: z.number() })),
});
const Failure = z.object({ detail: z.object({ status: z.string().nullish() }) });
const Options = z.object({ text: z.string() });

/**
 * Creates a model for ElevenLabs' forced alignment, which the SDK lacks: it returns the time of each word of the text
 * in `elevenlabs.text`.
 */
export function createAlignmentModel({
  baseUrl,
  apiKey,
}: {
  baseUrl: string;
  apiKey: string;
}): TranscriptionModelV4 {
  const modelId = 'forced-alignment';
  return {
    specificationVersion: 'v4',
    provider: 'elevenlabs.alignment',
    modelId,
    async doGenerate({ audio, mediaType, providerOptions, headers, abortSignal }) {
      const { text } = Options.parse(providerOptions?.elevenlabs);
      const formData = new FormData();
      const bytes = typeof audio === 'string' ? Buffer.from(audio, 'base64') : audio;
      const file = new Blob([new Uint8Array(bytes)], { type: mediaType });
      formData.append('file', file, `audio.${mediaTypeToExtension(mediaType)}`);
      formData.append('text', text);
      const { value, responseHeaders } = await postFormDataToApi({
        url: `${baseUrl}/v1/forced-alignment`,
        headers: combineHeaders({ 'xi-api-key': apiKey }, headers),
        formData,
        fetch: wholeFormFetch,
        successfulResponseHandler: createJsonResponseHandler(Alignment),
        failedResponseHandler: createJsonErrorResponseHandler({
          errorSchema: Failure,
          errorToMessage: ({ detail }) => detail.status ?? 'unknown',
        }),
        ...(abortSignal && { abortSignal }),
      });
      const words = value.words.map(({ text, start, end }) => ({
        text,
        startSecond: start,
        endSecond: end,
      }));
      return {
        text,
        segments: words,
        words,
        language: undefined,
        durationInSeconds: words.at(-1)?.endSecond,
        warnings: [],
        response: { timestamp: new Date(), modelId, ...(responseHeaders && { headers: responseHeaders }) },
      };
    },
  };
}
