import { z } from 'zod';
import type { Watch } from './models/model-run.ts';
import { defineProvider, type ProviderServer, requireKey } from './run/define-provider.ts';
import { ProviderError } from './run/provider-error.ts';
import { byNames } from './run/to-failure.ts';

const NAME = 'fal';
const USUAL = 'https://fal.run';
const QUEUE = 'https://queue.fal.run';

/** fal: images, edits and video, with its hosted models. */
export const fal = defineProvider({
  name: NAME,
  label: 'fal',
  remote: {
    secret: 'FAL_API_KEY',
    address: { parameter: 'FAL_BASE_URL', usual: USUAL },
    // No list is free. This asks for the result of a request that doesn't exist, and only a valid key gets that answer.
    check: (server, signal) =>
      redirected(server)(`${QUEUE}/fal-ai/flux/requests/${crypto.randomUUID()}/status`, {
        headers: { authorization: `Key ${server.apiKey()}` },
        signal,
      }),
  },
  async models(server) {
    const [{ createFal }, { deliveredVideo }, { createPatientFetch }] = await Promise.all([
      import('@ai-sdk/fal'),
      import('./protocols/delivered-video.ts'),
      import('./protocols/patient-fetch.ts'),
    ]);
    const provider = (watch?: Watch) =>
      createFal({
        baseURL: server.baseUrl,
        apiKey: requireKey(NAME, server),
        fetch: refusingFlagged(redirected(server, createPatientFetch(watch))),
      });
    return {
      imageModel: (modelId, watch) => provider(watch).image(modelId),
      imageOptions: (_, { size }) => ({ size }),
      videoModel: (modelId) => deliveredVideo(provider().video(modelId), server),
    };
  },
  failureOf: byNames({ busy: ['downstream_service_unavailable'] }),
  offers(modelId) {
    if (modelId.startsWith('fal-ai/veo2')) return { seconds: [5, 6, 7, 8] };
    if (modelId.startsWith('fal-ai/veo')) return { seconds: [4, 6, 8] };
    if (modelId.startsWith('fal-ai/flux')) return { seeds: true };
    return null;
  },
});

/**
 * Returns a `fetch` to fal or to the configured address. That address stands for both of fal's hosts, and receives
 * which of them was meant. The SDK knows no other address for the queue.
 */
function redirected({ baseUrl }: ProviderServer, fetch = globalThis.fetch): typeof globalThis.fetch {
  if (baseUrl === USUAL) return fetch;
  return (input, init) => {
    const url = String(input);
    const isQueue = url.startsWith(`${QUEUE}/`);
    const headers = new Headers(init?.headers);
    headers.set('x-fal-target-host', new URL(isQueue ? QUEUE : USUAL).host);
    return fetch(isQueue ? baseUrl + url.slice(QUEUE.length) : url, { ...init, headers });
  };
}

const Flagged = z.object({
  detail: z.array(z.object({ type: z.literal('content_policy_violation') })).min(1),
});

/** Keeps a rejection by the content policy, because the SDK drops everything but the status of a video. */
function refusingFlagged(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status !== 422) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    if (Flagged.safeParse(body).success) throw new ProviderError('provider-refused', { reason: 'policy' });
    return response;
  };
}
