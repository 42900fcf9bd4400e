import { LoadAPIKeyError } from '@ai-sdk/provider';

/** Where a provider answers, and the key it wants. */
export interface ProviderServer {
  /** The provider's own address, that of a gateway or of a machine of one's own; without a slash at the end. */
  readonly baseUrl: string;
  /** Asked for at each run, since a secret is there only while a function runs. Empty: not configured. */
  apiKey(): string;
}

/** @throws LoadAPIKeyError when there is none */
export function keyOf(name: string, { apiKey }: ProviderServer): string {
  const key = apiKey();
  if (!key) throw new LoadAPIKeyError({ message: `No API key is set for the provider "${name}".` });
  return key;
}
