import type { Activity } from '@firemeter/functions/contract';
import { Images } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import type { LiveItem } from '../../lib/live-store.ts';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import { useResult } from '../../lib/use-result.ts';
import { SourceFace } from './source-face.tsx';
import { type SourceKind, sourcesAmong } from './sources.ts';
import { UploadSource } from './upload-source.tsx';

interface SourceDialogProps {
  makes: SourceKind;
  noun: string;
  onClose: () => void;
  onSource: (requestId: string, promptPreview: string) => void;
}

/** Everything of one's own that the work could start from, and the way to bring in something else. */
export function SourceDialog({ makes, noun, onClose, onSource }: SourceDialogProps) {
  const { items } = useOwnActivities();
  const sources = sourcesAmong(items ?? [], makes);
  return (
    <Sheet title={`Choose a ${noun}`} open onClose={onClose}>
      <UploadSource makes={makes} noun={noun} onSource={(requestId) => onSource(requestId, '')} />
      {!items ? (
        <Skeleton className="h-40" />
      ) : sources.length === 0 ? (
        <EmptyState icon={Images} title={`No ${noun} yet`}>
          What you make in the studio can be chosen here.
        </EmptyState>
      ) : (
        <ul aria-label={`Your ${noun}s`} className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          {sources.map((item) => (
            <SourceItem key={item.id} item={item} makes={makes} onSource={onSource} />
          ))}
        </ul>
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
        aria-label={`Use: ${promptPreview}`}
        onClick={() => onSource(requestId, promptPreview)}
        className="block w-full text-left"
      >
        <span className="block aspect-square overflow-hidden rounded-xl border border-line bg-sunken transition-colors hover:border-ember-text">
          <SourceFace requestId={requestId} activityId={id} makes={makes} />
        </span>
        <span className="mt-1 block truncate text-ink-2 text-xs">{promptPreview}</span>
      </button>
    </li>
  );
}
