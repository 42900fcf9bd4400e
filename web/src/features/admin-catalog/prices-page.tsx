import { PowerOff } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCatalog } from '../../lib/use-catalog.ts';
import { CatalogEditor } from './catalog-editor.tsx';

/** What is sold and for how much. */
export function PricesPage() {
  const { status, published } = useCatalog();
  if (published) return <CatalogEditor published={published} status={status} />;
  if (status === 'live') {
    return (
      <EmptyState icon={PowerOff} title="No prices are published yet">
        Publish a first catalog from the command line, then change it here.
      </EmptyState>
    );
  }
  return (
    <div role="status" aria-label="Loading prices" className="mx-auto w-full max-w-[90rem] space-y-4">
      <Skeleton className="h-14 rounded-2xl" />
      <Skeleton className="h-72 rounded-2xl" />
      <Skeleton className="h-72 rounded-2xl" />
    </div>
  );
}
