import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Flame, PowerOff } from 'lucide-react';
import { Suspense } from 'react';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { StandInNote } from '../../components/layout/stand-in-note.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { iconOfKind } from '../../components/work/operation-icon.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { usePageTitle } from '../../lib/page/use-page-title.ts';
import { studioKinds } from './kinds/index.ts';
import { offeredOperations } from './offered-operations.ts';

interface StudioPageProps {
  /** The chosen operation, from the address. */
  operation: string | undefined;
  onOperation: (name: string) => void;
}

export function StudioPage({ operation: wanted, onOperation }: StudioPageProps) {
  const { published, status } = useCatalog();
  usePageTitle(t`Studio`);
  if (!published && status === 'live') return <NothingOnSale />;
  if (!published)
    return (
      <Unread status={status}>
        <StudioSkeleton />
      </Unread>
    );

  const offered = offeredOperations(published.catalog);
  const chosen = offered.find(({ name }) => name === wanted) ?? offered[0];
  if (!chosen) return <NothingOnSale />;
  const { Form } = chosen;
  return (
    <div className="flex flex-1 flex-col">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 className="font-semibold text-2xl tracking-tight">
            <Trans>Studio</Trans>
          </h1>
          <StandInNote />
        </div>
        {offered.length > 1 && (
          <Segmented
            label={t`What to make`}
            value={chosen.name}
            onChange={onOperation}
            options={offered.map(({ name, operation: { label, kind } }) => ({
              value: name,
              label,
              icon: iconOfKind(studioKinds, kind),
            }))}
            className="max-w-full overflow-x-auto"
          />
        )}
      </div>
      <Suspense>
        <Form key={chosen.name} name={chosen.name} operation={chosen.operation} published={published} />
      </Suspense>
    </div>
  );
}

function NothingOnSale() {
  return (
    <EmptyState icon={PowerOff} title={t`The studio is closed at the moment`}>
      <Trans>Generation is switched off right now. The studio reopens automatically.</Trans>
    </EmptyState>
  );
}

function StudioSkeleton() {
  return (
    <div role="status" aria-label={t`Loading the studio`} className="flex flex-1 flex-col">
      <div className="mb-5 flex items-center justify-between">
        <h1 className="flex items-center gap-2 font-semibold text-2xl tracking-tight">
          <Trans>Studio</Trans> <Flame aria-hidden="true" className="size-5 animate-ember text-ember-text" />
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
