import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../stack/paths.ts';
import { readParameters } from './parameters.ts';
import { prefixIndexes, prefixRules } from './prefix-firestore.ts';

const POLICY = 'Content-Security-Policy';

interface HostingConfig {
  hosting: {
    headers: { headers: { key: string; value: string }[] }[];
    rewrites: { function?: { region: string } | undefined }[];
  };
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
  const { OUTPUT_BUCKET: name } = await readParameters(project);
  return name ? [name] : [`${project}.firebasestorage.app`, `${project}.appspot.com`];
}

/** Returns firebase.json with functions in a region. */
export function withRegion<C extends HostingConfig>(config: C, region: string): C {
  const copy = structuredClone(config);
  for (const { function: served } of copy.hosting.rewrites) if (served) served.region = region;
  return copy;
}

/** Writes what is deployed beside firebase.json, whose paths are meant from there. @returns its path */
export async function writeDeployConfig(project: string): Promise<string> {
  const read = (name: string) => readFile(join(root, name), 'utf8');
  const write = (name: string, content: unknown) =>
    writeFile(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  const { DEPLOY_REGION, COLLECTION_PREFIX: prefix = '' } = await readParameters(project);
  const config = JSON.parse(await read('firebase.json')) as HostingConfig;
  const hosted = withResultBuckets(config, await resultBuckets(project));
  const firestore = { rules: 'firebase.local.deploy.rules', indexes: 'firebase.local.deploy.indexes.json' };
  await write(firestore.rules, prefixRules(await read('firestore.rules'), prefix));
  await write(firestore.indexes, prefixIndexes(JSON.parse(await read('firestore.indexes.json')), prefix));
  const placed = DEPLOY_REGION ? withRegion(hosted, DEPLOY_REGION) : hosted;
  await write('firebase.local.deploy.json', { ...placed, firestore });
  return join(root, 'firebase.local.deploy.json');
}
