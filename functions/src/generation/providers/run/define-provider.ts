import { LoadAPIKeyError } from '@ai-sdk/provider';
import type { Model, ModelOffers } from '../../../contract/index.ts';
import { addressParam, keyIn } from '../../../platform/deploy/config.ts';
import { secretParam } from '../../../platform/deploy/params.ts';
import type { ModelProvider } from '../models/model-run.ts';
import type { FailureOf } from './to-failure.ts';

/** The address and key of a provider. */
export interface ProviderServer {
  /** The address of the provider, of a gateway or of your own server; without a slash at the end. */
  readonly baseUrl: string;
  /**
   * Returns the key, or an empty string if none is set. Called for each run, because a secret exists only while a
   * function runs.
   */
  apiKey(): string;
}

/** The definition of a provider. */
interface ProviderOptions<N extends string> {
  /** The name that catalogs use. */
  readonly name: N;
  /** The name that people see. */
  readonly label: string;
  /** Null: the work runs on this machine. */
  readonly remote: Remote | null;
  /** Returns the provider's models, and loads their code, because most functions run no model. */
  readonly models: (server: ProviderServer) => Promise<ModelProvider>;
  /**
   * Returns the meaning of the provider's own error codes; null: not one of its own. `toFailure` handles the common
   * ones.
   */
  readonly failureOf?: FailureOf;
  /** Returns what one of the provider's models can make, if that is restricted. */
  readonly offers?: (providerModel: string) => Partial<ModelOffers> | null;
}

export interface Remote {
  /** The name of the secret with the key. */
  readonly secret: string;
  /** The parameter for another address, and the usual address; empty: your own server, which may need no key. */
  readonly address: { readonly parameter: string; readonly usual: string };
  /** Sends a request that costs nothing and needs the key. Returns the response, whatever its status. */
  readonly check: (server: ProviderServer, signal: AbortSignal) => Promise<Response>;
}

export type Provider<N extends string = string> = ReturnType<typeof defineProvider<N>>;

/** Defines a provider, with its secret and the parameter for its address. `providers` lists all of them. */
export function defineProvider<const N extends string>(options: ProviderOptions<N>) {
  const { remote, offers } = options;
  const secret = remote && secretParam(remote.secret);
  const address = remote && addressParam(remote.address.parameter, remote.address.usual);
  const usual = remote?.address.usual ?? '';

  /**
   * Returns the provider's address and key. A gateway or your own server, at another address than the usual one, may
   * need no key. Read while a function runs, not before.
   */
  function server(): ProviderServer {
    const baseUrl = address?.() ?? '';
    return {
      baseUrl,
      apiKey: () => (secret && keyIn(secret)) || (usual && baseUrl !== usual ? 'none' : ''),
    };
  }

  /** Returns whether the provider has an address and, if it needs one, a key. */
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

/** Returns the header in which most providers expect their key; none without a key. */
export function bearer({ apiKey }: ProviderServer): Record<string, string> {
  const key = apiKey();
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}
