import { LoadAPIKeyError } from '@ai-sdk/provider';
import { defineSecret } from 'firebase-functions/params';
import type { Model, ModelOffers } from '../../contract/index.ts';
import { addressParam, keyIn } from '../../platform/config.ts';
import type { ModelProvider } from './model-run.ts';
import type { FailureOf } from './to-failure.ts';

/** Where a provider is reached, and with which key. */
export interface ProviderServer {
  /** The provider's own address, that of a gateway or of a machine of one's own; without a slash at the end. */
  readonly baseUrl: string;
  /** Returns the key, or an empty text if none is set. Called at each run, as a secret exists only while a function runs. */
  apiKey(): string;
}

/** Everything there is to know about a provider. */
interface ProviderOptions<N extends string> {
  /** The name by which catalogs know it. */
  readonly name: N;
  /** The name by which people know it. */
  readonly label: string;
  /** Null: its work is done on this machine. */
  readonly remote: Remote | null;
  /** Returns what it makes, and loads the code for that: most functions run no model. */
  readonly models: (server: ProviderServer) => Promise<ModelProvider>;
  /** Returns the meaning of its own words for a failure; null: none of them. See `toFailure` for the words of all. */
  readonly failureOf?: FailureOf;
  /** Returns what one of its models makes, as far as that is less than anything. */
  readonly offers?: (providerModel: string) => Partial<ModelOffers> | null;
}

interface Remote {
  /** The secret that holds its key. */
  readonly secret: string;
  /** The parameter that holds another address, and the usual one; empty: a server of one's own, which may need no key. */
  readonly address: { readonly parameter: string; readonly usual: string };
  /** Asks what costs nothing and needs the key. Returns the answer, whatever its status. */
  readonly check: (server: ProviderServer, signal: AbortSignal) => Promise<Response>;
}

export type Provider<N extends string = string> = ReturnType<typeof defineProvider<N>>;

/** Declares a provider, with its secret and the parameter of its address. `providers` lists what is declared. */
export function defineProvider<const N extends string>(options: ProviderOptions<N>) {
  const { remote, offers } = options;
  const secret = remote && defineSecret(remote.secret);
  const address = remote && addressParam(remote.address.parameter, remote.address.usual);
  const usual = remote?.address.usual ?? '';

  /**
   * Returns its address and key. A gateway or a server of one's own, at another address than the provider's, may need no
   * key. Read while a function runs, not before.
   */
  function server(): ProviderServer {
    const baseUrl = address?.() ?? '';
    return {
      baseUrl,
      apiKey: () => (secret && keyIn(secret)) || (usual && baseUrl !== usual ? 'none' : ''),
    };
  }

  /** Whether there is an address and a key, where it needs them. */
  function isReachable(at = server()): boolean {
    if (!remote) return true;
    return at.baseUrl !== '' && (usual === '' || at.apiKey() !== '');
  }

  function offersOf({ providerModel }: Pick<Model, 'providerModel'>): ModelOffers | null {
    const found = offers?.(providerModel);
    return found ? { seconds: null, sizes: null, shapes: null, ...found } : null;
  }

  return { ...options, secret, server, isReachable, offersOf };
}

/** @throws LoadAPIKeyError when there is none */
export function requireKey(name: string, { apiKey }: ProviderServer): string {
  const key = apiKey();
  if (!key) throw new LoadAPIKeyError({ message: `No API key is set for the provider "${name}".` });
  return key;
}

/** Returns the header that most providers take their key in; none without a key. */
export function bearer({ apiKey }: ProviderServer): Record<string, string> {
  const key = apiKey();
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}
