import { createElevenLabsProvider } from './elevenlabs-provider.ts';
import { createGoogleProvider } from './google-provider.ts';
import type { ModelProvider, ProviderServer } from './model-run.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';
import { createOpenAiProvider } from './openai-provider.ts';
import { createReplicateProvider } from './replicate-provider.ts';
import { createStudioProvider } from './studio-provider.ts';

const remote = {
  openai: createOpenAiProvider,
  google: createGoogleProvider,
  elevenlabs: createElevenLabsProvider,
  replicate: createReplicateProvider,
  'openai-compatible': createOpenAiCompatibleProvider,
} satisfies Record<string, (server: ProviderServer) => ModelProvider>;

export type RemoteProvider = keyof typeof remote;
export type Providers = Readonly<Record<string, ModelProvider>>;

/** Makes every provider, by the name the catalog knows it by. */
export function createProviders({
  servers,
  studio = createStudioProvider(),
}: {
  readonly servers: Readonly<Partial<Record<RemoteProvider, ProviderServer>>>;
  /** What is done here, without a key: renders and polishes; uploads need no model. */
  readonly studio?: ModelProvider;
}): Providers {
  const reached = (Object.keys(remote) as RemoteProvider[]).flatMap((name) => {
    const server = servers[name];
    return server ? [[name, remote[name](server)] as const] : [];
  });
  return { studio, ...Object.fromEntries(reached) };
}
