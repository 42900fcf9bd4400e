import { z } from 'zod';
import { SCHEMA_VERSION } from './schema-version.ts';

/**
 * The key under which a decoded object keeps the fields that this build doesn't know. Spreading the object copies them.
 */
const UNKNOWN_FIELDS = Symbol('fields of a later schema');

type Fields = Record<string, unknown>;
type Path = readonly PropertyKey[];
type Stray = { readonly path: Path; readonly keys: readonly string[] };

/**
 * Reads a stored document with its schema. Keeps fields that a later build has added, nested ones too, so that
 * `encodeStored` writes them back. Only encoding sees them.
 * @throws ZodError when the document doesn't match the schema for any other reason
 */
export function decodeStored<S extends z.ZodType>(schema: S, stored: unknown): z.output<S> {
  const result = safeDecodeStored(schema, stored);
  if (result.success) return result.data;
  throw result.error;
}

/** Does the same as `decodeStored`, but returns the error. */
export function safeDecodeStored<S extends z.ZodType>(
  schema: S,
  stored: unknown,
): z.ZodSafeParseResult<z.output<S>> {
  let known = stored as z.input<S>;
  const strays: Stray[] = [];
  for (;;) {
    const result = z.safeDecode(schema, known);
    if (result.success) {
      for (const stray of strays) keepUnknown(result.data, stray, stored);
      return result;
    }
    const found = result.error.issues.flatMap((issue) => straysOf(issue, []) ?? []);
    if (found.length === 0) return result;
    strays.push(...found);
    known = structuredWithout(known, found) as z.input<S>;
  }
}

/** The result of reading a stored document. */
export type StoredResult<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: unknown };

/** Returns a function that reads stored documents with a schema. */
export function storedReader<S extends z.ZodType>(schema: S): (stored: unknown) => StoredResult<z.output<S>> {
  return (stored) => safeDecodeStored(schema, stored);
}

/**
 * Encodes a document with its schema for a store of a version: without the fields that the version doesn't have, and
 * with the fields of a later build that were read.
 * @param version the version that the store was raised to; `any` keeps every field, for `withFieldsOf` to choose from
 * @throws ZodError when the document doesn't match the schema; rejects a field that is neither known nor was read
 */
export function encodeStored<S extends z.ZodType>(
  schema: S,
  value: z.output<S>,
  version: number | 'any',
): z.input<S> {
  const encoded = z.encode(schema, value) as object;
  const written = version === 'any' ? encoded : withFieldsOf(schema, encoded, version);
  restoreUnknown(value, written);
  return written as z.input<S>;
}

/**
 * Removes the fields that a version doesn't have from the result of `encodeStored`, because a store may be raised in
 * between.
 */
export function withFieldsOf<T extends object>(schema: z.ZodType, encoded: T, version: number): T {
  return fieldsOf(schema, encoded, version) as T;
}

/** Returns the unknown fields that an issue concerns; null if it concerns anything else. */
function straysOf(issue: z.core.$ZodIssue, at: Path): Stray[] | null {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') return [{ path, keys: issue.keys }];
  if (issue.code !== 'invalid_union') return null;
  for (const branch of issue.errors) {
    const found = branch.map((inner) => straysOf(inner, path));
    if (found.length > 0 && found.every((one) => one !== null)) return found.flat();
  }
  return null;
}

/** Copies the objects and lists on the way to the strays, without the strays. */
function structuredWithout(value: unknown, strays: readonly Stray[]): unknown {
  if (Array.isArray(value)) return value.map((one, index) => structuredWithout(one, under(strays, index)));
  if (strays.length === 0 || typeof value !== 'object' || value === null) return value;
  const gone = new Set(strays.flatMap(({ path, keys }) => (path.length === 0 ? keys : [])));
  const fields = Object.entries(value).filter(([name]) => !gone.has(name));
  return Object.fromEntries(
    fields.map(([name, field]) => {
      const inside = under(strays, name);
      return [name, inside.length > 0 ? structuredWithout(field, inside) : field];
    }),
  );
}

function under(strays: readonly Stray[], name: PropertyKey): Stray[] {
  return strays.flatMap(({ path, keys }) => (path[0] === name ? [{ path: path.slice(1), keys }] : []));
}

function keepUnknown(decoded: unknown, { path, keys }: Stray, stored: unknown): void {
  const at = (from: unknown) =>
    path.reduce<unknown>((value, name) => (value as Fields)[name as string], from);
  const target = at(decoded) as Record<symbol, unknown>;
  const source = at(stored) as Fields;
  const kept = Object.fromEntries(keys.map((key) => [key, source[key]]));
  target[UNKNOWN_FIELDS] = { ...(target[UNKNOWN_FIELDS] as Fields | undefined), ...kept };
}

/**
 * Walks a value and its encoding together, which works because encoding keeps the order of lists and the names of
 * fields.
 */
function restoreUnknown(value: unknown, encoded: unknown): void {
  if (typeof value !== 'object' || value === null || typeof encoded !== 'object' || encoded === null) return;
  if (Array.isArray(value)) {
    // All elements of a list have one type, and numbers have no fields.
    if (typeof value[0] !== 'object') return;
    for (const [index, one] of value.entries()) restoreUnknown(one, (encoded as unknown[])[index]);
    return;
  }
  for (const name in value) restoreUnknown((value as Fields)[name], (encoded as Fields)[name]);
  const unknown = (value as Record<symbol, unknown>)[UNKNOWN_FIELDS];
  if (unknown) Object.assign(encoded, unknown);
}

/** Removes the fields that a version doesn't have. */
function fieldsOf(schema: z.core.$ZodType, encoded: unknown, version: number): unknown {
  if (encoded === null || encoded === undefined || isStoredWhole(schema, version)) return encoded;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return fieldsOf(schema.unwrap(), encoded, version);
  }
  if (schema instanceof z.ZodArray) {
    return (encoded as unknown[]).map((one) => fieldsOf(schema.element, one, version));
  }
  if (schema instanceof z.ZodRecord) {
    return mapFields(encoded as Fields, (field) => fieldsOf(schema.valueType, field, version));
  }
  if (schema instanceof z.ZodUnion) {
    const option = schema.options.find((one) => z.safeDecode(one as z.ZodType, encoded as never).success);
    return option ? fieldsOf(option, encoded, version) : encoded;
  }
  // A field to be deleted is a sentinel and not an object of the schema.
  if (!(schema instanceof z.ZodObject) || Object.getPrototypeOf(encoded) !== Object.prototype) return encoded;
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const known = Object.entries(encoded as Fields).filter(([name]) => {
    const field = shape[name];
    return !field || isStoredIn(versionsOf(field), version);
  });
  return mapFields(Object.fromEntries(known), (field, name) =>
    shape[name] ? fieldsOf(shape[name], field, version) : field,
  );
}

function mapFields(fields: Fields, change: (field: unknown, name: string) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field, name)]));
}

function isStoredIn({ from, before }: FieldVersions, version: number): boolean {
  return from <= version && version < before;
}

const versionsWithin = new WeakMap<z.core.$ZodType, FieldVersions>();

function isStoredWhole(schema: z.core.$ZodType, version: number): boolean {
  return isStoredIn(versionsOfAll(schema), version);
}

/** Returns the versions in which a schema and everything in it is stored. */
function versionsOfAll(schema: z.core.$ZodType): FieldVersions {
  const known = versionsWithin.get(schema);
  if (known !== undefined) return known;
  // Ends the recursion for a schema that contains itself.
  versionsWithin.set(schema, { from: 1, before: Number.POSITIVE_INFINITY });
  const all = [versionsOf(schema), ...partsOf(schema).map(versionsOfAll)];
  const versions = {
    from: Math.max(...all.map(({ from }) => from)),
    before: Math.min(...all.map(({ before }) => before)),
  };
  versionsWithin.set(schema, versions);
  return versions;
}

function partsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return [schema.unwrap()];
  }
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodUnion) return [...schema.options];
  if (schema instanceof z.ZodObject) return Object.values(schema.shape as Record<string, z.core.$ZodType>);
  return [];
}

/**
 * The schema version of a document. Every version up to the next one can be read. A new field doesn't change it; a
 * field that changes its meaning does.
 */
export const schemaVersion = z
  .int()
  .min(1)
  .max(SCHEMA_VERSION + 1);

const introduced = z.registry<{ readonly version: number }>();
const retired = z.registry<{ readonly version: number }>();

/**
 * Declares a field that documents have since a schema version. Reads as null if absent. Stored only once the store has
 * been raised to that version, so that a build that doesn't know the field can still be rolled back to.
 */
export function since<S extends z.ZodType>(version: number, schema: S) {
  const field = schema.nullable().default(null);
  introduced.add(field, { version });
  return field;
}

/** Declares the same as `since`, but leaves the field out if it has no value. */
export function optionalSince<S extends z.ZodType>(version: number, schema: S) {
  // A copy: the schema may be that of other fields too.
  const field = schema.clone();
  introduced.add(field, { version });
  return field.optional();
}

/**
 * Declares a field that documents have until a schema version. Reads as null if absent. Stored for builds that still
 * read it, until the store has been raised to that version.
 */
export function until<S extends z.ZodType>(version: number, schema: S) {
  const field = schema.nullable().default(null);
  retired.add(field, { version });
  return field;
}

/** The schema versions in which a field is stored: from the first one, and before the second. */
export interface FieldVersions {
  readonly from: number;
  readonly before: number;
}

/** Returns the versions in which a field is stored; all versions for a field that has always existed. */
export function versionsOf(field: z.core.$ZodType): FieldVersions {
  const declared = (field instanceof z.ZodOptional ? field.unwrap() : field) as z.core.$ZodType;
  return {
    from: introduced.get(declared)?.version ?? 1,
    before: retired.get(declared)?.version ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Declares a set of words that later builds may extend. An unknown word is read and written back unchanged, so code
 * that looks up a word needs an answer for others.
 */
export function openEnum<const W extends string>(words: readonly [W, ...W[]]) {
  return z.union([z.enum(words), z.string().min(1).max(64)]) as unknown as z.ZodType<W, W>;
}

/** Reads an absent field as null. Older documents lack it, and new ones need not store what isn't known yet. */
export function absentIsNull<S extends z.ZodType>(schema: S) {
  return schema.nullable().default(null);
}
