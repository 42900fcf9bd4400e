import { collections } from '../../functions/src/contract/index.ts';

const names = Object.values(collections).join('|');
const matched = new RegExp(`(\\bmatch /|/documents/)(${names})(?=/)`, 'g');

/** Returns the rules for collections with a prefix: what they match, and the documents that they look up. */
export function prefixRules(source: string, prefix: string): string {
  return source.replace(matched, (_, before: string, name: string) => `${before}${prefix}${name}`);
}

interface IndexFile {
  readonly indexes: readonly { readonly collectionGroup: string }[];
  readonly fieldOverrides: readonly { readonly collectionGroup: string }[];
}

/** Returns the indexes for collections with a prefix. */
export function prefixIndexes({ indexes, fieldOverrides }: IndexFile, prefix: string): IndexFile {
  const rename = <T extends { readonly collectionGroup: string }>(one: T): T => ({
    ...one,
    collectionGroup: `${prefix}${one.collectionGroup}`,
  });
  return { indexes: indexes.map(rename), fieldOverrides: fieldOverrides.map(rename) };
}
