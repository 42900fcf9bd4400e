import { z } from 'zod';
import { isPersonal } from '../store/personal.ts';
import { safeDecodeStored } from '../store/stored-document.ts';

type Fields = Record<string, unknown>;

/**
 * Returns the fields of a stored document that have to change so that it says nothing about a person any more: those that
 * its schemas mark are emptied. Fields without a mark stay.
 * @param keep the paths of personal fields that stay, as `personalFieldsOf` names them
 */
export function clearPersonal(
  schemas: readonly z.ZodObject[],
  stored: Readonly<Fields>,
  keep: readonly string[] = [],
): Fields {
  let cleared: Fields = { ...stored };
  for (const schema of schemas) cleared = clear(schema, cleared, { at: '', keep }) as Fields;
  return Object.fromEntries(Object.entries(cleared).filter(([name, value]) => value !== stored[name]));
}

interface Place {
  readonly at: string;
  readonly keep: readonly string[];
}

/** Returns the same value if nothing in it has to change. */
function clear(schema: z.core.$ZodType, value: unknown, place: Place): unknown {
  if (value === null || value === undefined) return value;
  if (isPersonal(schema)) return place.keep.includes(place.at) ? value : emptyOf(schema, value);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    const inner = schema.unwrap() as z.core.$ZodType;
    const isNullable = safeDecodeStored(schema as z.ZodType, null).success;
    if (isPersonal(inner) && isNullable) return place.keep.includes(place.at) ? value : null;
    return clear(inner, value, place);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const inside = { ...place, at: `${place.at}[]` };
    return same(
      value,
      value.map((one) => clear(schema.element, one, inside)),
    );
  }
  if (schema instanceof z.ZodUnion) {
    let rest: unknown = value;
    for (const option of schema.options) rest = clear(option, rest, place);
    return rest;
  }
  if (typeof value !== 'object') return value;
  if (schema instanceof z.ZodRecord) {
    const inside = { ...place, at: `${place.at}{}` };
    const entries = Object.entries(value as Fields).map(([name, one]) => [
      name,
      clear(schema.valueType, one, inside),
    ]);
    return same(value, Object.fromEntries(entries));
  }
  if (!(schema instanceof z.ZodObject)) return value;
  const shape = schema.shape as Record<string, z.core.$ZodType>;
  const entries = Object.entries(value).map(([name, one]) => {
    const field = shape[name];
    const at = place.at === '' ? name : `${place.at}.${name}`;
    return [name, field ? clear(field, one, { ...place, at }) : one];
  });
  return same(value, Object.fromEntries(entries));
}

/** Returns the old value if the new one has the same parts. */
function same(before: object, after: object): object {
  const isSame = Object.entries(after).every(([name, one]) => one === (before as Fields)[name]);
  return isSame ? before : after;
}

/** @throws Error for a field that can't be emptied: its document has to be deleted */
function emptyOf(schema: z.core.$ZodType, value: unknown): unknown {
  for (const empty of ['', []]) {
    if (!safeDecodeStored(schema as z.ZodType, empty).success) continue;
    return Array.isArray(value) && value.length === 0 ? value : empty === value ? value : empty;
  }
  throw new Error('A personal field of a document that is kept has no empty value');
}
