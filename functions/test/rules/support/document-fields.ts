import { globSync } from 'node:fs';
import { z } from 'zod';
import { collections } from '../../../src/contract/index.ts';
import { storedCollections } from '../../../src/contract/store/stored-collections.ts';
import { Time, TimeMs } from '../../../src/contract/time.ts';

export type Collection = (typeof collections)[keyof typeof collections];
export const allCollections = Object.values(collections);

const schemas = Object.fromEntries(
  Object.entries(storedCollections).map(([name, stored]) => [
    collections[name as keyof typeof collections],
    stored.schemas,
  ]),
) as Record<Collection, readonly z.ZodObject[]>;

/** Returns the names of the contract's document schemas that belong to no collection. */
export async function strayDocumentSchemas(): Promise<string[]> {
  const placed = new Set<unknown>(Object.values(schemas).flat());
  const contract = new URL('../../../src/contract/', import.meta.url);
  const files = globSync('**/*.ts', { cwd: contract, exclude: ['**/*.test.ts'] });
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(new URL(file, contract).href)),
  );
  return Object.entries(Object.assign({}, ...modules)).flatMap(([name, schema]) => {
    const options = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
    const isStray = options.some(
      (o) => o instanceof z.ZodObject && 'schemaVersion' in o.shape && !placed.has(o),
    );
    return isStray ? [name] : [];
  });
}

export function fieldsOf(collection: Collection): string[] {
  return [...new Set(schemas[collection].flatMap(({ shape }) => Object.keys(shape)))];
}

/** The fields of a collection that grow with time, or hold a map or a list. */
export function growingFieldsOf(collection: Collection): string[] {
  const grows = schemas[collection].flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([name, field]) => (isGrowing(field) || isTimeOrdered(name) ? [name] : [])),
  );
  return [...new Set(grows)];
}

/** The ids of requests are UUIDv7: the later the greater. */
const isTimeOrdered = (name: string) => name === 'requestId';

function isGrowing(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return isGrowing(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.some(isGrowing);
  return (
    isCopyOf(schema, Time) ||
    isCopyOf(schema, TimeMs) ||
    schema instanceof z.ZodArray ||
    schema instanceof z.ZodRecord ||
    schema instanceof z.ZodObject
  );
}

/** Tells a schema from others, a copy of it too: a field that the contract has dated is a copy of its type. */
export function isCopyOf(schema: z.core.$ZodType, type: z.core.$ZodType): boolean {
  return schema._zod.def === type._zod.def;
}
