import type { Activity, GenerationOutput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Star } from 'lucide-react';
import { memo } from 'react';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { ResultImage } from '../../components/results/result-image.tsx';
import { ResultView } from '../../components/results/result-view.tsx';
import { creditsText, dateTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { useResult } from '../../lib/work/use-result.ts';
import { useNear } from './use-near.ts';

interface LibraryTileProps {
  id: string;
  activity: Activity;
  shape: 'tiles' | 'wide' | 'list';
  modelLabel: string;
  selected: boolean;
  isFavorite: boolean;
  onFavorite: (requestIds: readonly string[], isFavorite: boolean) => void;
  onSelect: (requestId: string) => void;
  onOpen: (requestId: string) => void;
}

/** Shows one result with its prompt, model and cost. Its contents are loaded when it comes near the screen. */
export const LibraryTile = memo((props: LibraryTileProps) => {
  const { id, activity, shape, modelLabel, selected, isFavorite, onFavorite, onSelect, onOpen } = props;
  const [ref, near] = useNear<HTMLElement>();
  const { data: output, isError } = useResult({ activityId: id, wanted: near });
  const { requestId, promptPreview, operation, createdAt, capturedMicros } = activity;
  const title = promptPreview || operation;
  return (
    <article ref={ref} aria-label={isolated(title)} className="group min-w-0">
      <div
        className={`relative overflow-hidden rounded-2xl border bg-surface ${selected ? 'border-ember-text ring-2 ring-ember-text/60' : 'border-line'} ${shape === 'tiles' ? 'aspect-square' : shape === 'list' ? 'px-12 py-4' : 'p-2'}`}
      >
        {output ? (
          <Content output={output} requestId={requestId} title={title} shape={shape} />
        ) : output === null || isError ? (
          <p className="grid h-full min-h-16 place-items-center text-ink-3 text-xs">
            {isError ? t`Could not be loaded` : t`No longer kept`}
          </p>
        ) : (
          <Skeleton className={shape === 'tiles' ? 'absolute inset-0 rounded-none' : 'h-16'} />
        )}
        <label className="absolute start-2.5 top-2.5 grid size-7 cursor-pointer place-items-center rounded-lg bg-black/55 backdrop-blur">
          <input
            type="checkbox"
            checked={selected}
            onChange={() => onSelect(requestId)}
            aria-label={t`Select ${isolated(title)}`}
            className="size-4 accent-(--ember)"
          />
        </label>
        <button
          type="button"
          aria-pressed={isFavorite}
          aria-label={t`Favorite: ${isolated(title)}`}
          data-tip={t`Favorite`}
          onClick={() => onFavorite([requestId], !isFavorite)}
          className="absolute end-2.5 top-2.5 grid size-7 place-items-center rounded-lg bg-black/55 text-white backdrop-blur transition-colors hover:bg-black/75 aria-pressed:text-(--ember)"
        >
          <Star aria-hidden="true" className={`size-4 ${isFavorite ? 'fill-current' : ''}`} />
        </button>
      </div>
      <button
        type="button"
        onClick={() => onOpen(requestId)}
        className="mt-2 block w-full rounded-lg px-0.5 text-start hover:text-ember-text"
      >
        <span className="block truncate font-medium text-[0.8125rem]">{title}</span>
        <span className="nums block truncate text-ink-3 text-xs">
          {modelLabel} · {dateTimeText(createdAt)} · {creditsText(capturedMicros)}
        </span>
      </button>
    </article>
  );
});

function Content({
  output,
  requestId,
  title,
  shape,
}: { output: GenerationOutput; requestId: string; title: string } & Pick<LibraryTileProps, 'shape'>) {
  if (output.kind === 'image' && shape === 'tiles') {
    return <ResultImage output={output} requestId={requestId} className="size-full object-cover" />;
  }
  return (
    <div className="max-h-64 overflow-hidden">
      <ResultView output={output} requestId={requestId} title={title} />
    </div>
  );
}
