import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { providers } from '../../../functions/src/generation/providers/registry.ts';
import { providerEnv } from '../../stand-ins/models/provider-env.ts';
import { addressesAt, startModelStandIns } from '../../stand-ins/models/start-model-stand-ins.ts';
import { root } from '../paths.ts';
import type { Ports } from '../ports.ts';
import type { Progress } from '../terminal.ts';

export interface LocalModels {
  /** Where the functions reach the providers. */
  readonly parameters: Readonly<Record<string, string>>;
  start(progress: Progress): Promise<AsyncDisposable>;
}

/**
 * Speaks for every provider that has neither a key in functions/.secret.local nor an address of yours in
 * functions/.env.local; the others are called themselves.
 */
export async function localModels(ports: Ports): Promise<LocalModels> {
  const read = (path: string) => readFile(join(root, path), 'utf8').catch(() => '');
  const [secrets, local] = await Promise.all(['functions/.secret.local', 'functions/.env.local'].map(read));
  const given = { ...parseEnv(secrets ?? ''), ...parseEnv(local ?? '') };
  const isYours = (name: string) => {
    const value = given[name] ?? '';
    return value !== '' && !value.startsWith('demo-');
  };
  const yours = new Set(
    providers.flatMap(({ name, remote }) => {
      if (!remote) return [];
      const { secret, address } = remote;
      // The key of a server of one's own says nothing without its address.
      const isSet = isYours(address.parameter) || (address.usual !== '' && isYours(secret));
      return isSet ? [name] : [];
    }),
  );
  const spokenFor = Object.entries(addressesAt(ports.models)).filter(([name]) => !yours.has(name));
  return {
    parameters: providerEnv(Object.fromEntries(spokenFor)),
    async start(progress) {
      progress.note(`stand-ins at 127.0.0.1:${ports.models} for those without a key; nothing is bought`);
      return startModelStandIns({ port: ports.models });
    },
  };
}
