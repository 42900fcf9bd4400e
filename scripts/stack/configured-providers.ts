import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './paths.ts';

/** What needs no key. */
const always = ['sandbox', 'studio'];

/**
 * The providers that can be reached from this machine: those whose key in functions/.secret.local is a real one. The
 * secret begins with the provider's name: OPENAI_API_KEY, REPLICATE_API_TOKEN.
 */
export async function configuredProviders(): Promise<ReadonlySet<string>> {
  const [demo, local] = await Promise.all(
    ['.env.example', 'functions/.secret.local'].map(async (path) =>
      parseEnv(await readFile(join(root, path), 'utf8').catch(() => '')),
    ),
  );
  const real = Object.entries(local ?? {}).filter(([name, value]) => value && value !== demo?.[name]);
  return new Set([...always, ...real.map(([name]) => name.slice(0, name.indexOf('_')).toLowerCase())]);
}
