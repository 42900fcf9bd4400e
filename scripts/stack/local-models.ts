import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { providerEnv } from '../stand-ins/models/provider-env.ts';
import { addressesAt, startModelStandIns } from '../stand-ins/models/start-model-stand-ins.ts';
import type { Progress } from '../terminal.ts';
import { root } from './paths.ts';
import type { Ports } from './ports.ts';

export interface LocalModels {
  /** Where the functions reach the providers. */
  readonly parameters: Readonly<Record<string, string>>;
  start(progress: Progress): Promise<AsyncDisposable>;
}

const secretOf: Readonly<Record<string, string>> = {
  OPENAI_BASE_URL: 'OPENAI_API_KEY',
  GOOGLE_GENERATIVE_AI_BASE_URL: 'GOOGLE_GENERATIVE_AI_API_KEY',
  ELEVENLABS_BASE_URL: 'ELEVENLABS_API_KEY',
  REPLICATE_BASE_URL: 'REPLICATE_API_TOKEN',
};

/**
 * Speaks for every provider that has neither a key in functions/.secret.local nor an address of yours in
 * functions/.env.local; the others are called themselves.
 */
export async function localModels(ports: Ports): Promise<LocalModels> {
  const read = (path: string) => readFile(join(root, path), 'utf8').catch(() => '');
  const [example, secrets, local] = await Promise.all(
    ['.env.example', 'functions/.secret.local', 'functions/.env.local'].map(read),
  );
  const given = { ...parseEnv(secrets ?? ''), ...parseEnv(local ?? '') };
  const isYours = (name: string | undefined) => {
    const value = given[name ?? ''] ?? '';
    return value !== '' && !value.startsWith('demo-') && !example?.includes(`${name}=${value}\n`);
  };
  const parameters = Object.entries(providerEnv(addressesAt(ports.models))).filter(
    ([name]) => !isYours(name) && !isYours(secretOf[name]),
  );
  return {
    parameters: Object.fromEntries(parameters),
    async start(progress) {
      progress.note(`stand-ins at 127.0.0.1:${ports.models} for those without a key; nothing is bought`);
      return startModelStandIns({ port: ports.models });
    },
  };
}
