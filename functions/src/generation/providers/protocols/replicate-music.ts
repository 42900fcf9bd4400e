import { setTimeout as wait } from 'node:timers/promises';
import { InvalidResponseDataError } from '@ai-sdk/provider';
import {
  combineHeaders,
  createJsonErrorResponseHandler,
  createJsonResponseHandler,
  getFromApi,
  postJsonToApi,
} from '@ai-sdk/provider-utils';
import { z } from 'zod';
import type { MusicModel, Watch } from '../models/model-run.ts';
import type { ProviderServer } from '../run/define-provider.ts';
import { asFinal, asFinalIfBegun } from '../run/may-have-begun.ts';
import { download } from './download.ts';
import { createPatientFetch } from './patient-fetch.ts';

const Prediction = z.object({
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled']),
  output: z.union([z.string(), z.array(z.string())]).nullish(),
  error: z.string().nullish(),
  urls: z.object({ get: z.string() }),
});
type Prediction = z.infer<typeof Prediction>;
const Versioned = z.object({ latest_version: z.object({ id: z.string() }) });
const Failure = z.object({ detail: z.string().nullish() });

const POLL_MS = 1_000;

/**
 * Creates a model for music on Replicate that takes `prompt` and `duration`, such as meta/musicgen. Uses predictions,
 * because the SDK has no interface for music. A model named without a version runs in its latest one.
 */
export function createReplicateMusic(
  modelId: string,
  { watch, ...server }: ProviderServer & { readonly watch?: Watch | undefined },
): MusicModel {
  const { baseUrl } = server;
  return {
    async generate({ prompt, seconds, headers, abortSignal }) {
      const call = {
        headers: combineHeaders({ Authorization: `Bearer ${server.apiKey()}` }, headers),
        failedResponseHandler: createJsonErrorResponseHandler({
          errorSchema: Failure,
          errorToMessage: ({ detail }) => detail ?? 'unknown',
        }),
        abortSignal,
        fetch: createPatientFetch(watch),
      };
      const ask = async <T>(url: string, schema: z.ZodType<T>): Promise<T> => {
        const { value } = await getFromApi({
          ...call,
          url,
          validateUrl: true,
          credentialedOrigin: baseUrl,
          trustedOrigin: baseUrl,
          successfulResponseHandler: createJsonResponseHandler(schema),
        });
        return value;
      };
      const [name, version = (await ask(`${baseUrl}/models/${name}`, Versioned)).latest_version.id] =
        modelId.split(':');
      const begun = await asFinalIfBegun(
        postJsonToApi({
          ...call,
          url: `${baseUrl}/predictions`,
          headers: combineHeaders(call.headers, { prefer: 'wait' }),
          body: { version, input: { prompt, duration: seconds } },
          successfulResponseHandler: createJsonResponseHandler(Prediction),
        }),
      );
      return asFinal(async () => {
        let prediction: Prediction = begun.value;
        while (prediction.status === 'starting' || prediction.status === 'processing') {
          await wait(POLL_MS, undefined, { signal: abortSignal });
          prediction = await ask(prediction.urls.get, Prediction);
        }
        const url = [prediction.output].flat()[0];
        if (prediction.status !== 'succeeded' || !url) {
          const message = `The prediction ${prediction.status}: ${prediction.error ?? 'no output'}`;
          throw new InvalidResponseDataError({ data: prediction, message });
        }
        return { audio: await download(url, { server, abortSignal }) };
      });
    },
  };
}
