import type { Operation, PublishedCatalog } from '@firemeter/functions/contract';
import { Flame, PowerOff } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { iconOfKind } from '../../components/operation-icon.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCatalog } from '../../lib/use-catalog.ts';
import { ChatStudio } from './chat-studio.tsx';
import { ImageStudio } from './image-studio.tsx';

interface StudioPageProps {
  /** The chosen operation, from the address. */
  operation: string | undefined;
  onOperation: (name: string) => void;
}

/** What this studio knows how to show. */
const studios = { image: ImageStudio, chat: ChatStudio };

export interface StudioProps {
  name: string;
  operation: Operation;
  published: PublishedCatalog;
}

export function StudioPage({ operation: wanted, onOperation }: StudioPageProps) {
  const { published, status } = useCatalog();
  if (!published) return status === 'live' ? <NothingOnSale /> : <StudioSkeleton />;

  const offered = Object.entries(published.catalog.operations).filter(
    ([, { kind, enabled }]) => enabled && kind in studios,
  );
  const [name, operation] = offered.find(([candidate]) => candidate === wanted) ?? offered[0] ?? [];
  if (!published.catalog.enabled || !name || !operation) return <NothingOnSale />;
  const Studio = studios[operation.kind as keyof typeof studios];
  return (
    <div className="flex flex-1 flex-col">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-2xl tracking-tight">Studio</h1>
        <Segmented
          label="What to make"
          value={name}
          onChange={onOperation}
          options={offered.map(([value, { label, kind }]) => ({ value, label, icon: iconOfKind(kind) }))}
        />
      </div>
      <Studio key={name} name={name} operation={operation} published={published} />
    </div>
  );
}

function NothingOnSale() {
  return (
    <EmptyState icon={PowerOff} title="The studio is closed at the moment">
      Nothing can be made right now. It opens by itself as soon as it is switched on again.
    </EmptyState>
  );
}

function StudioSkeleton() {
  return (
    <div role="status" aria-label="Loading the studio" className="flex flex-1 flex-col">
      <div className="mb-5 flex items-center justify-between">
        <h1 className="flex items-center gap-2 font-semibold text-2xl tracking-tight">
          Studio <Flame aria-hidden="true" className="size-5 animate-ember text-ember-text" />
        </h1>
        <Skeleton className="h-10 w-44" />
      </div>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="aspect-square rounded-2xl" />
        ))}
      </div>
      <Skeleton className="mx-auto mt-auto mb-8 h-28 w-full max-w-3xl rounded-2xl" />
    </div>
  );
}
