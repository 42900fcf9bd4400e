import type { Activity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Images } from 'lucide-react';
import { useList } from '#kit/hooks/use-list.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Sheet } from '../../../components/controls/sheet.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { ownActivityList } from '../../../lib/service/sources/list-sources.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { type SourceKind, useKinds } from '../../../lib/work/kinds.ts';
import { useResult } from '../../../lib/work/use-result.ts';
import { SourceFace } from './source-face.tsx';
import { sourceWords } from './source-words.ts';
import { operationsThatMake } from './sources.ts';
import { UploadSource } from './upload-source.tsx';

export interface SourceDialogProps {
  makes: SourceKind;
  onClose: () => void;
  onSource: (requestId: string, promptPreview: string) => void;
}

/** Everything of one's own that the work could start from, and the way to bring in something else. */
export function SourceDialog({ makes, onClose, onSource }: SourceDialogProps) {
  const accountId = useAccountId();
  const { published } = useCatalog();
  const kinds = useKinds();
  const operations = published && operationsThatMake(published.catalog, makes, kinds);
  const { items: sources, ...list } = useList(
    operations && operations.length > 0
      ? ownActivityList(accountId, { operations, statuses: ['completed'] })
      : null,
  );
  return (
    <Sheet title={sourceWords[makes].choose} open onClose={onClose}>
      <UploadSource makes={makes} onSource={(requestId) => onSource(requestId, '')} />
      {!sources ? (
        <Unread status={list.status}>
          <Skeleton className="h-40" />
        </Unread>
      ) : sources.length === 0 ? (
        <EmptyState icon={Images} title={sourceWords[makes].none}>
          <Trans>What you make in the studio can be chosen here.</Trans>
        </EmptyState>
      ) : (
        <>
          <ul aria-label={sourceWords[makes].all} className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            {sources.map((item) => (
              <SourceItem key={item.id} item={item} makes={makes} onSource={onSource} />
            ))}
          </ul>
          <LoadOlder list={list} />
        </>
      )}
    </Sheet>
  );
}

function SourceItem({
  item: { id, value },
  makes,
  onSource,
}: {
  item: LiveItem<Activity>;
  makes: SourceKind;
  onSource: (requestId: string, promptPreview: string) => void;
}) {
  const { data } = useResult({ activityId: id, wanted: true });
  // What was brought in may be of another kind; what is no longer kept cannot be used.
  if (data !== undefined && data?.kind !== makes) return null;
  const { requestId, promptPreview } = value;
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-label={t`Use: ${isolated(promptPreview)}`}
        onClick={() => onSource(requestId, promptPreview)}
        className="block w-full text-start"
      >
        <span className="block aspect-square overflow-hidden rounded-xl border border-line bg-sunken transition-colors hover:border-ember-text">
          <SourceFace requestId={requestId} activityId={id} makes={makes} />
        </span>
        <span className="mt-1 block truncate text-ink-2 text-xs">{promptPreview}</span>
      </button>
    </li>
  );
}
