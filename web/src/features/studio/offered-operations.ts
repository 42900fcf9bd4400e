import { type Catalog, isOffered, type Operation } from '@firemeter/functions/contract';
import type { ComponentType } from 'react';
import { compareTexts } from '../../lib/texts/format.ts';
import { studioKinds } from './kinds/index.ts';
import type { StudioProps } from './kinds/studio-kind.ts';

export interface OfferedOperation {
  name: string;
  operation: Operation;
  Form: ComponentType<StudioProps>;
}

/** What of a catalog can be made right now, in the order of the studio: operations of a kind by their label. */
export function offeredOperations(catalog: Catalog): OfferedOperation[] {
  const operations = Object.entries(catalog.operations)
    .filter(([, operation]) =>
      Object.values(operation.models).some((model) => isOffered(catalog, operation, model)),
    )
    .sort(([, a], [, b]) => compareTexts(a.label, b.label));
  return Object.entries(studioKinds).flatMap(([kind, { Form }]) =>
    operations.flatMap(([name, operation]) =>
      Form && operation.kind === kind ? [{ name, operation, Form }] : [],
    ),
  );
}
