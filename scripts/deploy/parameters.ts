import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../stack/paths.ts';

/** Returns what the functions of a project are set to: `functions/.env`, and `functions/.env.PROJECT` above it. */
export async function readParameters(project: string, folder = root): Promise<NodeJS.Dict<string>> {
  const files = ['.env', `.env.${project}`].map((name) => join(folder, 'functions', name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return Object.assign({}, ...texts.map((text) => parseEnv(text)));
}
