import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PowerOff } from 'lucide-react';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { usePublishedCatalog } from '../../lib/data/use-catalog.ts';
import { CatalogEditor } from './catalog-editor.tsx';
import { FirstCatalog } from './draft/first-catalog.tsx';

/** What is sold and for how much. */
export function PricesPage() {
  const { status, published } = usePublishedCatalog();
  if (published) return <CatalogEditor published={published} status={status} />;
  if (status === 'live') {
    return (
      <EmptyState icon={PowerOff} title={t`No prices are published yet`}>
        <Trans>Nothing can be generated until then. Start with a preset and edit it here.</Trans>
        <FirstCatalog />
      </EmptyState>
    );
  }
  return (
    <Unread status={status}>
      <div role="status" aria-label={t`Loading prices`} className="mx-auto w-full max-w-[90rem] space-y-4">
        <Skeleton className="h-14 rounded-2xl" />
        <Skeleton className="h-72 rounded-2xl" />
        <Skeleton className="h-72 rounded-2xl" />
      </div>
    </Unread>
  );
}
