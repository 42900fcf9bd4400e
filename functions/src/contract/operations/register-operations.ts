import { Unit } from '../money/quantity.ts';
import { Name } from '../text/identifiers.ts';
import type { AnyOperation } from './define-operation.ts';

const NAME_RULE = 'use a-z, 0-9, dot and hyphen, such as "suggest-recipe"';

/** The registered kinds of work: Firemeter's own and a host app's. */
export interface Operations<O extends AnyOperation = AnyOperation> {
  readonly all: readonly O[];
  /** Returns the operation of a kind; undefined if it is undeclared. */
  get(kind: string): O | undefined;
}

/**
 * Registers kinds of work: `registerOperations([...builtIn, summarize])`.
 * @throws TypeError when two have the same kind, or when a kind or unit isn't a name that documents can store
 */
export function registerOperations<const O extends AnyOperation>(operations: readonly O[]): Operations<O> {
  const byKind = new Map<string, O>();
  for (const operation of operations) {
    const { kind, units } = operation;
    if (!Name.safeParse(kind).success) {
      throw new TypeError(`"${kind}" cannot name a kind of work: ${NAME_RULE}`);
    }
    const wrong = units.find((unit) => !Unit.safeParse(unit).success);
    if (wrong !== undefined) throw new TypeError(`"${wrong}" cannot name a unit: ${NAME_RULE}`);
    if (byKind.has(kind)) throw new TypeError(`The kind of work "${kind}" is declared twice`);
    byKind.set(kind, operation);
  }
  return { all: [...operations], get: (kind) => byKind.get(kind) };
}
