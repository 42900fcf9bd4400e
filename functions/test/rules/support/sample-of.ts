import { z } from 'zod';
import { Currency } from '../../../src/contract/catalog/catalog.ts';
import { Time } from '../../../src/contract/time.ts';
import { isCopyOf } from './document-fields.ts';

type Fields = Record<string, unknown>;

/**
 * A document as it is stored under a schema of the contract: `fields`, and for every other field the plainest value
 * that there is. So a field that the contract gains is in the tests from then on.
 * @throws ZodError when the result is no such document
 */
export function sampleOf(schema: z.ZodObject, fields: Fields = {}): Fields {
  const plain = Object.entries(schema.shape)
    .filter(([name]) => !(name in fields))
    .map(([name, field]) => [name, plainest(field)]);
  const document = { ...Object.fromEntries(plain), ...fields };
  z.decode(schema, document);
  return document;
}

function plainest(schema: z.core.$ZodType): unknown {
  if (schema === Currency) return 'usd';
  if (isCopyOf(schema, Time)) return new Date('2026-01-02T03:04:05Z');
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return plainest(schema.unwrap());
  if (schema instanceof z.ZodDefault) return plainest(schema.unwrap());
  if (schema instanceof z.ZodPipe) return plainest(schema.in);
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodBoolean) return false;
  if (schema instanceof z.ZodNumber) return 1;
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodUUID) return '01980000-0000-7000-8000-000000000000';
  if (schema instanceof z.ZodArray) return [plainest(schema.element)];
  if (schema instanceof z.ZodUnion) return plainest(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodRecord) return { text: plainest(schema.valueType) };
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, plainest(field)]));
  }
  throw new Error(`No plainest value is known for a ${schema._zod.def.type}: give one in fields`);
}
