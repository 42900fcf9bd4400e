import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../stack/paths.ts';

const POLICY = 'Content-Security-Policy';

interface HostingConfig {
  hosting: { headers: { headers: { key: string; value: string }[] }[] };
}

/**
 * Returns firebase.json with a policy that lets pages load results from the project's own buckets. Of Cloud Storage's
 * address nothing else is let through: anybody has buckets there.
 */
export function withResultBuckets<C extends HostingConfig>(config: C, buckets: readonly string[]): C {
  const sources = buckets.map((name) => ` https://storage.googleapis.com/${name}/`).join('');
  const copy = structuredClone(config);
  for (const header of copy.hosting.headers.flatMap(({ headers }) => headers)) {
    if (header.key !== POLICY) continue;
    header.value = header.value.replace(/\b(img-src|media-src) [^;]*/g, (part) => part + sources);
  }
  return copy;
}

/** Returns the buckets in which results may lie: the one that is set, or the project's own by its newer or older name. */
export async function resultBuckets(project: string): Promise<string[]> {
  const files = ['.env', `.env.${project}`].map((name) => join(root, 'functions', name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const name = texts.map((text) => parseEnv(text).OUTPUT_BUCKET).findLast(Boolean);
  return name ? [name] : [`${project}.firebasestorage.app`, `${project}.appspot.com`];
}

/** Writes what is deployed beside firebase.json, whose paths are meant from there. @returns its path */
export async function writeHostingConfig(project: string): Promise<string> {
  const config = JSON.parse(await readFile(join(root, 'firebase.json'), 'utf8')) as HostingConfig;
  const path = join(root, 'firebase.local.deploy.json');
  await writeFile(path, JSON.stringify(withResultBuckets(config, await resultBuckets(project))));
  return path;
}
