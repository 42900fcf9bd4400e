/** Keys from the top of a catalog to something in it. */
export type Path = readonly (string | number)[];

type Keyed = Record<string | number, unknown>;

export function valueAt(root: unknown, path: Path): unknown {
  let at = root;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Keyed)[key];
  }
  return at;
}

/** A copy with another value at a path; undefined takes the key away. What is beside the path stays the same object. */
export function withValueAt<T>(root: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  const copy: Keyed | unknown[] = Array.isArray(root) ? [...root] : { ...(root as Keyed) };
  const inner = rest.length === 0 ? value : withValueAt((copy as Keyed)[key] ?? {}, rest, value);
  if (inner === undefined) delete (copy as Keyed)[key];
  else (copy as Keyed)[key] = inner;
  return copy as T;
}
