import { type BuiltInKind, type Catalog, isOffered } from '@firemeter/functions/contract';

/** Whether something of a kind can be made right now. */
export function offersKind(catalog: Catalog, kind: BuiltInKind): boolean {
  return Object.values(catalog.operations).some(
    (operation) =>
      operation.kind === kind &&
      Object.values(operation.models).some((model) => isOffered(catalog, operation, model)),
  );
}
