import type { Model, ModelOffers } from '../../contract/index.ts';
import { elevenlabs } from './elevenlabs.ts';
import { fal } from './fal.ts';
import { google } from './google.ts';
import type { ModelProvider } from './models/model-run.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { replicate } from './replicate.ts';
import type { Provider, ProviderServer } from './run/define-provider.ts';
import type { FailureOf } from './run/to-failure.ts';
import { studio } from './studio.ts';

/** All providers. Secrets, health checks, deployment and the stand-ins of `npm start` follow from this list. */
const all = [studio, openai, google, elevenlabs, replicate, fal, openaiCompatible];

export type ProviderName = (typeof all)[number]['name'];

export const providers: readonly Provider[] = all;

/** A provider with a server: its models, and the meaning of its failures. */
export interface ConnectedProvider {
  readonly models: () => Promise<ModelProvider>;
  readonly failureOf?: FailureOf | undefined;
}

/** A provider for the health check. `ask` returns the provider's response; null if the provider isn't set up. */
export interface ProviderCheck {
  readonly name: string;
  readonly ask: ((signal: AbortSignal) => Promise<Response>) | null;
}

type Servers = Readonly<Record<string, ProviderServer | undefined>>;

/** Returns everything that a deployment needs to know about providers. */
export function registerProviders(list: readonly Provider[]) {
  return {
    /** The names of the providers' keys, bound only to the functions that need them. */
    providerSecrets: list.flatMap(({ secret }) => (secret ? [secret.name] : [])),

    /** Returns the providers that can be reached. Call it only in a function that has `providerSecrets`. */
    reachableProviders(): ReadonlySet<string> {
      return new Set(list.filter((provider) => provider.isReachable()).map(({ name }) => name));
    },

    /** The providers' labels, by name. */
    providerLabels: Object.fromEntries(list.map(({ name, label }) => [name, label])) as Record<
      string,
      string
    >,

    /** Returns what a model can make, if its provider restricts it. */
    offersOf(model: Pick<Model, 'provider' | 'providerModel'>): ModelOffers | null {
      return list.find(({ name }) => name === model.provider)?.offersOf(model) ?? null;
    },

    /** Connects providers, by their names in catalogs: all of them, or only those for which a server is given. */
    connectProviders(servers?: Servers): Readonly<Record<string, ConnectedProvider>> {
      const connected = list.flatMap(({ name, remote, server, models, failureOf }) => {
        const at = servers && remote ? servers[name] : server();
        return at ? [[name, { models: () => models(at), failureOf }] as const] : [];
      });
      return Object.fromEntries(connected);
    },

    /** Returns how to check whether each remote provider responds and accepts the key. */
    providerChecks(servers?: Servers): ProviderCheck[] {
      return list.flatMap(({ name, remote, server, isReachable }) => {
        const at = servers ? servers[name] : server();
        if (!remote || !at) return [];
        return { name, ask: isReachable(at) ? (signal) => remote.check(at, signal) : null };
      });
    },
  };
}

/** Those of the providers that Firemeter brings. */
export const {
  providerSecrets,
  reachableProviders,
  providerLabels,
  offersOf,
  connectProviders,
  providerChecks,
} = registerProviders(providers);
