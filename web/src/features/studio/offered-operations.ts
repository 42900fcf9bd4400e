import { type Catalog, isOffered, type Operation, type OperationKind } from '@firemeter/functions/contract';
import { compareTexts } from '../../lib/format.ts';

/** In which order the studio offers what it makes; a render is made by a reel. */
const order: readonly OperationKind[] = [
  'image',
  'edit',
  'video',
  'voice',
  'narration',
  'music',
  'story',
  'captions',
  'polish',
  'chat',
  'upload',
];

export interface OfferedOperation {
  name: string;
  operation: Operation;
}

/** What of a catalog can be made right now, in the order of the studio: operations of a kind by their label. */
export function offeredOperations(catalog: Catalog): OfferedOperation[] {
  return Object.entries(catalog.operations)
    .filter(([, operation]) => order.includes(operation.kind))
    .filter(([, operation]) =>
      Object.values(operation.models).some((model) => isOffered(catalog, operation, model)),
    )
    .map(([name, operation]) => ({ name, operation }))
    .sort(
      ({ operation: a }, { operation: b }) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) || compareTexts(a.label, b.label),
    );
}
