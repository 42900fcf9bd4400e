import { z } from 'zod';

/** A text in the address. The router reads `?text=2026` as a number; absent or anything else: empty. */
export const urlText = z
  .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
  .catch('');

/** A page's state in its address: every field has a `catch`, its value when the page opens without it. */
export type UrlSchema = z.ZodType<Record<string, unknown>>;

/** Returns the parameters of an address for a state: those that are as the page opens are left out. */
export function inAddress<S extends UrlSchema>(schema: S, state: z.infer<S>): Record<string, unknown> {
  const initial = schema.parse({});
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      JSON.stringify(value) === JSON.stringify(initial[key]) ? undefined : value,
    ]),
  );
}
