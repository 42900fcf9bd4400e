import type { Model, ModelOffers } from '../../contract/index.ts';
import type { Provider, ProviderServer } from './define-provider.ts';
import { elevenlabs } from './elevenlabs.ts';
import { fal } from './fal.ts';
import { google } from './google.ts';
import type { ModelProvider } from './model-run.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { replicate } from './replicate.ts';
import { studio } from './studio.ts';
import type { FailureOf } from './to-failure.ts';

/** All providers. Secrets, health checks, deployment and the stand-ins of `npm start` follow from this list. */
const all = [studio, openai, google, elevenlabs, replicate, fal, openaiCompatible];

export type ProviderName = (typeof all)[number]['name'];

export const providers: readonly Provider[] = all;

/** The providers' keys, bound only to the functions that need them. */
export const providerSecrets = providers.flatMap(({ secret }) => secret ?? []);

/** Returns the providers that can be reached. Call it only in a function that has `providerSecrets`. */
export function reachableProviders(): ReadonlySet<string> {
  return new Set(providers.filter((provider) => provider.isReachable()).map(({ name }) => name));
}

/** The providers' labels, by name. */
export const providerLabels: Readonly<Record<string, string>> = Object.fromEntries(
  providers.map(({ name, label }) => [name, label]),
);

/** Returns what a model can make, if its provider restricts it. */
export function offersOf(model: Pick<Model, 'provider' | 'providerModel'>): ModelOffers | null {
  return providers.find(({ name }) => name === model.provider)?.offersOf(model) ?? null;
}

/** A provider with a server: its models, and the meaning of its failures. */
export interface ConnectedProvider {
  readonly models: () => Promise<ModelProvider>;
  readonly failureOf?: FailureOf | undefined;
}

/** Connects providers, by their names in catalogs: all of them, or only those for which a server is given. */
export function connectProviders(
  servers?: Readonly<Partial<Record<ProviderName, ProviderServer>>>,
): Readonly<Record<string, ConnectedProvider>> {
  const connected = providers.flatMap(({ name, remote, server, models, failureOf }) => {
    const at = servers && remote ? servers[name as ProviderName] : server();
    return at ? [[name, { models: () => models(at), failureOf }] as const] : [];
  });
  return Object.fromEntries(connected);
}

/** A provider for the health check. `ask` returns the provider's response; null if the provider isn't set up. */
export interface ProviderCheck {
  readonly name: string;
  readonly ask: ((signal: AbortSignal) => Promise<Response>) | null;
}

/** Returns how to check whether each remote provider responds and accepts the key. */
export function providerChecks(
  servers?: Readonly<Partial<Record<ProviderName, ProviderServer>>>,
): ProviderCheck[] {
  return providers.flatMap(({ name, remote, server, isReachable }) => {
    const at = servers ? servers[name as ProviderName] : server();
    if (!remote || !at) return [];
    return { name, ask: isReachable(at) ? (signal) => remote.check(at, signal) : null };
  });
}
