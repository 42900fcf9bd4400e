import type { HealthCheck } from '../../contract/index.ts';
import { check, HealthFault } from './check.ts';

/** Where a provider is reached and with which key; empty: none. */
export interface ProviderServer {
  readonly baseUrl: string;
  readonly apiKey: () => string;
}

/** What costs nothing to ask, and needs the key. */
const questions: Record<string, { readonly path: string; readonly header: string; readonly prefix: string }> =
  {
    openai: { path: '/models', header: 'authorization', prefix: 'Bearer ' },
    google: { path: '/models', header: 'x-goog-api-key', prefix: '' },
    elevenlabs: { path: '/v1/models', header: 'xi-api-key', prefix: '' },
    replicate: { path: '/account', header: 'authorization', prefix: 'Bearer ' },
    'openai-compatible': { path: '/models', header: 'authorization', prefix: 'Bearer ' },
  };

/** Whether a provider answers, and takes the key. One that is not configured is not asked. */
export async function checkProvider(name: string, { baseUrl, apiKey }: ProviderServer): Promise<HealthCheck> {
  const question = questions[name];
  const key = apiKey();
  // One of your own may need no key.
  const isOff = baseUrl === '' || (key === '' && name !== 'openai-compatible');
  if (!question || isOff) return { name, status: 'off', tookMs: 0, note: null };
  return check(name, async (signal) => {
    const headers = key === '' ? {} : { [question.header]: `${question.prefix}${key}` };
    const { status, body } = await fetch(`${baseUrl}${question.path}`, { headers, signal });
    await body?.cancel();
    if (status === 401 || status === 403) throw new HealthFault('It does not take the key');
    if (status === 429) throw new HealthFault('It is asked too much of, or the account is used up');
    if (status >= 500) throw new HealthFault(`It answers with ${status}`);
  });
}
