import { providers } from '../../../functions/src/generation/providers/registry.ts';

/** Tells the functions, by their environment, where they reach the providers. */
export function providerEnv(addresses: Readonly<Record<string, string>>): Record<string, string> {
  const all = providers.flatMap(({ name, remote }) => {
    const address = addresses[name];
    return remote && address ? [[remote.address.parameter, address] as const] : [];
  });
  return Object.fromEntries(all);
}
