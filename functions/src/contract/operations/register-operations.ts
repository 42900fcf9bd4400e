import { Name } from '../identifiers.ts';
import { Unit } from '../quantity.ts';
import type { AnyOperation } from './define-operation.ts';

/** The kinds of work that are known, by kind: Firemeter's own and a host app's. */
export interface Operations<O extends AnyOperation = AnyOperation> {
  readonly all: readonly O[];
  /** Returns the operation of a kind; undefined where nobody has declared it. */
  get(kind: string): O | undefined;
}

/**
 * Puts kinds of work together: `registerOperations([...builtIn, summarize])`.
 * @throws TypeError when two have the same kind, or a kind or unit is no name that documents can hold
 */
export function registerOperations<const O extends AnyOperation>(operations: readonly O[]): Operations<O> {
  const byKind = new Map<string, O>();
  for (const operation of operations) {
    const { kind, units } = operation;
    if (!Name.safeParse(kind).success) throw new TypeError(`"${kind}" cannot name a kind of work`);
    const wrong = units.find((unit) => !Unit.safeParse(unit).success);
    if (wrong !== undefined) throw new TypeError(`"${wrong}" cannot name a unit`);
    if (byKind.has(kind)) throw new TypeError(`The kind of work "${kind}" is declared twice`);
    byKind.set(kind, operation);
  }
  return { all: [...operations], get: (kind) => byKind.get(kind) };
}
