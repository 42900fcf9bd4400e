import { z } from 'zod';

const marked = z.registry<Record<never, never>>();

/**
 * Marks a field that says something about a person, beyond the ids of accounts and users: e-mail address, name,
 * address, device, and anything that people write or make. `storedCollections` says where such fields may be.
 */
export function personal<S extends z.ZodType>(schema: S): S {
  marked.add(schema, {});
  return schema;
}

/** Returns whether a field is marked as personal. */
export function isPersonal(schema: z.core.$ZodType): boolean {
  return marked.has(schema);
}

/** Declares a field that was personal in documents of earlier builds. It is read as stored, and written as null. */
export function formerlyPersonal<S extends z.ZodType>(schema: S) {
  return z.codec(schema.nullable(), schema.nullable(), {
    decode: (stored) => stored as z.input<S> | null as never,
    encode: () => null as never,
  });
}

/**
 * Returns the paths of a schema's personal fields, such as `client.ip` or `steps[].text`, in the order of the schema.
 */
export function personalFieldsOf(schema: z.core.$ZodType, at = ''): string[] {
  if (marked.has(schema)) return [at];
  const paths = partsOf(schema).flatMap(([step, part]) => personalFieldsOf(part, join(at, step)));
  return [...new Set(paths)];
}

function join(at: string, step: string): string {
  return at === '' || step === '' || step === '[]' || step === '{}' ? at + step : `${at}.${step}`;
}

function partsOf(schema: z.core.$ZodType): [step: string, part: z.core.$ZodType][] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return [['', schema.unwrap()]];
  }
  if (schema instanceof z.ZodArray) return [['[]', schema.element]];
  if (schema instanceof z.ZodRecord) return [['{}', schema.valueType]];
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => ['', option]);
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.core.$ZodType>);
  return [];
}
