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

/** Every provider: secrets, health, deployment and the stand-ins of `npm start` follow from this list. */
const all = [studio, openai, google, elevenlabs, replicate, fal, openaiCompatible];

export type ProviderName = (typeof all)[number]['name'];

export const providers: readonly Provider[] = all;

/** The keys of the providers: bound to the functions that run models, and to no other. */
export const providerSecrets = providers.flatMap(({ secret }) => secret ?? []);

/** Returns the providers that can be reached. To be asked in a function that has `providerSecrets`. */
export function reachableProviders(): ReadonlySet<string> {
  return new Set(providers.filter((provider) => provider.isReachable()).map(({ name }) => name));
}

/** What people call the providers, by name. */
export const providerLabels: Readonly<Record<string, string>> = Object.fromEntries(
  providers.map(({ name, label }) => [name, label]),
);

/** Returns what a model makes, as far as its provider says so. */
export function offersOf(model: Pick<Model, 'provider' | 'providerModel'>): ModelOffers | null {
  return providers.find(({ name }) => name === model.provider)?.offersOf(model) ?? null;
}

/** A provider at a server: what it makes, and what its failures mean. */
export interface ConnectedProvider {
  readonly models: () => Promise<ModelProvider>;
  readonly failureOf?: FailureOf | undefined;
}

/** Connects providers, by the name that catalogs know them by: all of them, or those that a server is given for. */
export function connectProviders(
  servers?: Readonly<Partial<Record<ProviderName, ProviderServer>>>,
): Readonly<Record<string, ConnectedProvider>> {
  const connected = providers.flatMap(({ name, remote, server, models, failureOf }) => {
    const at = servers && remote ? servers[name as ProviderName] : server();
    return at ? [[name, { models: () => models(at), failureOf }] as const] : [];
  });
  return Object.fromEntries(connected);
}

/** A provider as the health check asks it: `ask` returns its answer, null means that it is not set up. */
export interface ProviderCheck {
  readonly name: string;
  readonly ask: ((signal: AbortSignal) => Promise<Response>) | null;
}

/** Returns how to ask each provider elsewhere whether it answers, and takes the key. */
export function providerChecks(
  servers?: Readonly<Partial<Record<ProviderName, ProviderServer>>>,
): ProviderCheck[] {
  return providers.flatMap(({ name, remote, server, isReachable }) => {
    const at = servers ? servers[name as ProviderName] : server();
    if (!remote || !at) return [];
    return { name, ask: isReachable(at) ? (signal) => remote.check(at, signal) : null };
  });
}
