import { applyEdits, type JSONPath, modify } from 'jsonc-parser';
import { readJson } from './find-app.ts';

interface Index {
  readonly collectionGroup: string;
  readonly queryScope?: string;
  readonly fields?: readonly {
    readonly fieldPath: string;
    readonly order?: string;
    readonly arrayConfig?: string;
  }[];
}

interface FieldOverride {
  readonly collectionGroup: string;
  readonly fieldPath: string;
}

export interface IndexFile {
  readonly indexes?: readonly Index[];
  readonly fieldOverrides?: readonly FieldOverride[];
}

/** Adds the indexes that an app lacks to its file, and leaves everything else in it as it is written. */
export function mergeIndexes(host: string, ours: IndexFile, name: string): string {
  const has = readJson<IndexFile>(host, name);
  const indexes = missing(has.indexes, ours.indexes, keyOfIndex);
  const fieldOverrides = missing(has.fieldOverrides, ours.fieldOverrides, keyOfOverride);
  const withIndexes = append(host, 'indexes', has.indexes, indexes);
  return append(withIndexes, 'fieldOverrides', has.fieldOverrides, fieldOverrides);
}

function missing<T>(has: readonly T[] = [], ours: readonly T[] = [], keyOf: (one: T) => string): T[] {
  const keys = new Set(has.map(keyOf));
  return ours.filter((one) => !keys.has(keyOf(one)));
}

function append(
  text: string,
  list: string,
  has: readonly object[] | undefined,
  added: readonly object[],
): string {
  if (added.length === 0) return text;
  if (!has) return editJson(text, [list], added);
  // From the last one on, each at the same place, so that the file is read again only once for each.
  return added.reduce(
    (merged: string, one, at) => editJson(merged, [list, has.length + at], one, { isArrayInsertion: true }),
    text,
  );
}

/** Sets a value in JSON, formatted like the rest of it. */
export function editJson(
  text: string,
  path: JSONPath,
  value: unknown,
  options: { readonly isArrayInsertion?: boolean } = {},
): string {
  const indent = text.match(/^([ \t]+)\S/m)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, path, value, { ...options, formattingOptions }));
}

function keyOfIndex({ collectionGroup, queryScope = 'COLLECTION', fields = [] }: Index): string {
  // Firebase's export names the document's id, which ends every index.
  const named = fields.filter(({ fieldPath }) => fieldPath !== '__name__');
  return [
    collectionGroup,
    queryScope,
    ...named.map((one) => `${one.fieldPath} ${one.order ?? one.arrayConfig}`),
  ].join();
}

function keyOfOverride({ collectionGroup, fieldPath }: FieldOverride): string {
  return `${collectionGroup} ${fieldPath}`;
}
