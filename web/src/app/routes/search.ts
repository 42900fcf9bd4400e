// What the sign-in page loads is kept small: this file imports no other page, and no schema.
export type Search = Record<string, unknown>;

/** Returns a text of the address, or undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Returns a value of the address if it is one of these, or undefined. */
export function oneOf<const T extends string | number>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

/** A search whose keys may all be missing, and are when one goes to the page. */
export function optional<T extends object>(search: T): Partial<T> {
  return search;
}
