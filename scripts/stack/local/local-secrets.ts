import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providers } from '../../../functions/src/generation/providers/registry.ts';
import { root } from '../paths.ts';

/**
 * Gives the Functions emulator a value for each secret in .env.example and of each provider. Secrets the file already has are left alone:
 * they may be real ones.
 */
export async function writeLocalSecrets(): Promise<void> {
  const path = join(root, 'functions', '.secret.local');
  const present = existsSync(path) ? await readFile(path, 'utf8') : '';
  const names = new Set(assignments(present).map(nameOf));
  const keys = providers.flatMap(({ remote }) => (remote ? [`${remote.secret}=demo-not-a-real-key`] : []));
  const others = assignments(await readFile(join(root, '.env.example'), 'utf8'));
  const missing = [...keys, ...others].filter((line) => !names.has(nameOf(line)));
  if (missing.length === 0) return;
  const separator = present === '' || present.endsWith('\n') ? '' : '\n';
  await writeFile(path, `${present}${separator}${missing.join('\n')}\n`);
}

function assignments(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z][A-Z0-9_]*=/.test(line));
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf('='));
}
