import { type Catalog, isOffered } from '@firemeter/functions/contract';

/** Returns how many free turns a guest begins with; 0 where nothing that guests may do can be made now. */
export function freeTurns(catalog: Catalog): number {
  const { guests, operations } = catalog;
  if (!guests) return 0;
  const canMake = guests.operations.some((name) => {
    const operation = operations[name];
    return operation && Object.values(operation.models).some((model) => isOffered(catalog, operation, model));
  });
  return canMake ? Math.min(guests.perSession.max, guests.perAddress.max) : 0;
}
