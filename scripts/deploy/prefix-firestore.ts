import { collections } from '../../functions/src/contract/index.ts';

const names = Object.values(collections).join('|');
const matched = new RegExp(`(\\bmatch /|/documents/)(${names})(?=/)`, 'g');

/** Returns the rules for collections with a prefix: what they match, and the documents that they look up. */
export function prefixRules(source: string, prefix: string): string {
  return source.replace(matched, (_, before: string, name: string) => `${before}${prefix}${name}`);
}

type InCollection = { readonly collectionGroup: string };

/** Returns the indexes for collections with a prefix. */
export function prefixIndexes<I extends InCollection, F extends InCollection>(
  { indexes, fieldOverrides }: { readonly indexes: readonly I[]; readonly fieldOverrides: readonly F[] },
  prefix: string,
) {
  const rename = <T extends InCollection>(one: T): T => ({
    ...one,
    collectionGroup: `${prefix}${one.collectionGroup}`,
  });
  return { indexes: indexes.map(rename), fieldOverrides: fieldOverrides.map(rename) };
}
