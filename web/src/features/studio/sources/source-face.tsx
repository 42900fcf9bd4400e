import { AudioLines, FileQuestion, Film } from 'lucide-react';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { ResultImage } from '../../../components/results/result-image.tsx';
import type { SourceKind } from '../../../lib/work/kinds.ts';
import { useResult } from '../../../lib/work/use-result.ts';

interface SourceFaceProps {
  requestId: string;
  activityId: string;
  makes: SourceKind;
}

/** How something to start from looks in a small square. */
export function SourceFace({ requestId, activityId, makes }: SourceFaceProps) {
  const { data, isPending } = useResult({ activityId, wanted: true });
  if (isPending) return <Skeleton className="size-full rounded-none" />;
  if (data?.kind === 'image') {
    return <ResultImage output={data} requestId={requestId} className="size-full object-cover" />;
  }
  const Icon = data?.kind !== makes ? FileQuestion : makes === 'audio' ? AudioLines : Film;
  return (
    <span className="grid size-full place-items-center">
      <Icon aria-hidden="true" className="size-5 text-ink-3" />
    </span>
  );
}
