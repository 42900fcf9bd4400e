import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node, parseTree } from 'jsonc-parser';
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

/** Returns the keys of all indexes in a file, and the names of its lists. */
export function indexKeys(text: string, name: string): string[] {
  return lists.flatMap((list) => {
    const all = readJson<IndexFile>(text, name)[list];
    return all ? [list, ...all.map((one) => keyOf(list, one))] : [];
  });
}

/** Removes the indexes with these keys, and leaves everything else in the file as it is written. */
export function removeIndexes(text: string, keys: readonly string[], name: string): string {
  const file = readJson<IndexFile>(text, name);
  return lists.reduce((before, list) => {
    const all = file[list] ?? [];
    const ours = [...all.keys()].filter((at) => keys.includes(keyOf(list, all[at] as Index & FieldOverride)));
    if (ours.length === all.length && keys.includes(list) && file[list]) return removeJson(before, [list]);
    // From the last one on, so that the others keep their places.
    return ours.reverse().reduce((left, at) => removeJson(left, [list, at]), before);
  }, text);
}

const lists = ['indexes', 'fieldOverrides'] as const;

function keyOf(list: (typeof lists)[number], one: Index | FieldOverride): string {
  return list === 'indexes' ? keyOfIndex(one as Index) : keyOfOverride(one as FieldOverride);
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

/** Removes a value from JSON with its comma, and leaves the rest as it is written. */
export function removeJson(text: string, path: JSONPath): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const value = root && findNodeAtLocation(root, path);
  if (!value?.parent) return text;
  // A property is its name and its value.
  const node = value.parent.type === 'property' ? value.parent : value;
  const siblings = node.parent?.children ?? [];
  const at = siblings.indexOf(node);
  const [previous, next] = [siblings[at - 1], siblings[at + 1]];
  const from = previous ? endOf(previous) : node.offset;
  const to = previous || !next ? endOf(node) : next.offset;
  return text.slice(0, from) + text.slice(to);
}

function endOf({ offset, length }: Node): number {
  return offset + length;
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
