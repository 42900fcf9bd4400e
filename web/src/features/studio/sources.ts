import type { Catalog, OperationKind } from '@firemeter/functions/contract';

export type SourceKind = 'image' | 'audio' | 'video';

/** The kinds of work that can make it; what was brought in may be any. */
const makers: Record<SourceKind, readonly OperationKind[]> = {
  image: ['image', 'edit', 'upload'],
  audio: ['voice', 'narration', 'upload'],
  video: ['video', 'render', 'polish', 'upload'],
};

/** The operations of a catalog whose work may be of a kind. */
export function operationsThatMake({ operations }: Catalog, makes: SourceKind): string[] {
  return Object.entries(operations)
    .filter(([, { kind }]) => makers[makes].includes(kind))
    .map(([name]) => name);
}
