import { APICallError } from '@ai-sdk/provider';
import { fetchWithValidatedRedirects, readResponseWithSizeLimit } from '@ai-sdk/provider-utils';
import { MAX_FILE_BYTES } from '../models/made-file.ts';
import type { ProviderServer } from '../run/define-provider.ts';

/**
 * Downloads a file from an address that a provider has returned: the provider's own or a public one, never inside this
 * network.
 * @throws APICallError; DownloadError when the address or the size isn't allowed; the signal's reason
 */
export async function download(
  url: string,
  { server, abortSignal }: { server: ProviderServer; abortSignal: AbortSignal | undefined },
): Promise<Uint8Array> {
  const response = await fetchWithValidatedRedirects({
    url,
    trustedOrigin: server.baseUrl,
    ...(abortSignal && { abortSignal }),
  });
  if (response.ok) return readResponseWithSizeLimit({ response, url, maxBytes: MAX_FILE_BYTES });
  await response.body?.cancel();
  const { origin, pathname } = new URL(url);
  throw new APICallError({
    message: `The file could not be fetched: ${response.status}`,
    // Without the query, which can contain a key.
    url: origin + pathname,
    requestBodyValues: {},
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
  });
}
