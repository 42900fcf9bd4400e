import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Clapperboard } from 'lucide-react';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { sellsReels } from '../../lib/work/sells-reels.ts';
import { ReelForm } from './reel-form.tsx';
import { ReelView } from './reel-view.tsx';
import { ReelsList } from './reels-list.tsx';

interface ReelPageProps {
  /** The reel that is looked at, from the address. */
  reelId: string | undefined;
  onReel: (reelId: string | undefined) => void;
}

/** From an idea to a finished video, each step paid for on its own. */
export function ReelPage({ reelId, onReel }: ReelPageProps) {
  const { status, published } = useCatalog();
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader
        title={t`Reel`}
        aside={
          reelId && (
            <Button onClick={() => onReel(undefined)}>
              <Trans>New reel</Trans>
            </Button>
          )
        }
      >
        <Trans>A story, its pictures, a voice and music, combined into a video.</Trans>
      </PageHeader>
      {reelId ? (
        <ReelView key={reelId} reelId={reelId} />
      ) : !published ? (
        <Unread status={status}>
          <div role="status" aria-label={t`Loading the prices`}>
            <Skeleton className="h-72 rounded-2xl" />
          </div>
        </Unread>
      ) : sellsReels(published.catalog) ? (
        <ReelForm published={published} onStarted={onReel} />
      ) : (
        <EmptyState icon={Clapperboard} title={t`No reels at the moment`}>
          <Trans>Something a reel needs is switched off. Reels return automatically.</Trans>
        </EmptyState>
      )}
      <ReelsList current={reelId} onReel={onReel} />
    </div>
  );
}
