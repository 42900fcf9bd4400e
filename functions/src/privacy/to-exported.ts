import { Timestamp } from 'firebase-admin/firestore';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Returns a document as it is stored, as JSON: times as ISO 8601, bytes as base64, without the fields about others. */
export function toExported(data: object, others: readonly string[]): Record<string, Json> {
  return toFields(data, '', new Set(others));
}

function toFields(data: object, at: string, others: ReadonlySet<string>): Record<string, Json> {
  const kept = Object.entries(data).filter(([name]) => !others.has(at + name));
  return Object.fromEntries(kept.map(([name, value]) => [name, toJson(value, `${at}${name}`, others)]));
}

function toJson(value: unknown, at: string, others: ReadonlySet<string>): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof Timestamp) return value.toDate().toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((one) => toJson(one, `${at}[]`, others));
  if (typeof value === 'object') return toFields(value, `${at}.`, others);
  return value as Json;
}
