import { z } from 'zod';

/**
 * The newest shape of stored documents that this build knows. A build reads every shape up to the one after its own, so
 * it shares a store with the build before it and the build after it. `docs/upkeep.md` tells how a store is raised.
 */
export const SCHEMA_VERSION = 2;

/**
 * The shape in which a document was made: every shape up to the next one can be read. A new field leaves it as it is; a
 * field that changes its meaning makes a new shape.
 */
export const schemaVersion = z
  .int()
  .min(1)
  .max(SCHEMA_VERSION + 1);

const introduced = z.registry<{ readonly version: number }>();
const retired = z.registry<{ readonly version: number }>();

/**
 * Declares a field that documents have had since a version of the schema. It is null where it is absent. It is stored
 * only once the store has been raised to that version, so that a build that does not know it may still be rolled back to.
 */
export function since<S extends z.ZodType>(version: number, schema: S) {
  const field = schema.nullable().default(null);
  introduced.add(field, { version });
  return field;
}

/**
 * Declares a field that documents have had until a version of the schema. It is null where it is absent. It is stored for
 * builds that still read it, until the store has been raised to that version.
 */
export function until<S extends z.ZodType>(version: number, schema: S) {
  const field = schema.nullable().default(null);
  retired.add(field, { version });
  return field;
}

/** The versions of the schema in which a field is stored: from the first one, and before the second. */
export interface FieldVersions {
  readonly from: number;
  readonly before: number;
}

/** Returns the versions in which a field is stored; all of them for one that has always been there. */
export function versionsOf(field: z.core.$ZodType): FieldVersions {
  const declared = (field instanceof z.ZodOptional ? field.unwrap() : field) as z.core.$ZodType;
  return {
    from: introduced.get(declared)?.version ?? 1,
    before: retired.get(declared)?.version ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Declares a closed set of words that later builds may add to. A word that this build does not know is read, and written
 * back, as it is: whoever looks one up needs an answer for others.
 */
export function openEnum<const W extends string>(words: readonly [W, ...W[]]) {
  return z.union([z.enum(words), z.string().min(1).max(64)]) as unknown as z.ZodType<W, W>;
}
