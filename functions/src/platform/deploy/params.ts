/** A value that a deployment sets. It is there while a function runs, and not before. */
export interface Param<T> {
  readonly name: string;
  value(): T;
}

/**
 * Declares a secret: bind it, by its name, to the functions that need it. Unlike `defineSecret` of firebase-functions,
 * this registers nothing: `firebase deploy` requires only the secrets of the functions that a host app exports.
 */
export function secretParam(name: string): Param<string> {
  return { name, value: () => process.env[name] ?? '' };
}

/** Declares a setting of the functions' `.env`. Empty is as good as absent. */
export function stringParam(name: string, usual = ''): Param<string> {
  return { name, value: () => process.env[name] || usual };
}
