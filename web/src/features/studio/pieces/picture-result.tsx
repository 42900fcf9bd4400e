import type { GenerationOutput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { ImageOff, Maximize2 } from 'lucide-react';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { ResultImage } from '../../../components/results/result-image.tsx';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useResult } from '../../../lib/work/use-result.ts';
import type { Piece } from './pieces.ts';

interface PictureResultProps {
  piece: Piece;
  /** Known when this page made it; read from the store otherwise. */
  output: GenerationOutput | undefined;
  onOpen: () => void;
}

export function PictureResult({ piece, output, onOpen }: PictureResultProps) {
  const { activityId } = piece;
  const stored = useResult({ activityId, wanted: output === undefined });
  const image = output ?? stored.data;
  if (!image && stored.isPending) return <Skeleton className="absolute inset-0 rounded-none" />;
  if (image?.kind !== 'image') {
    return (
      <p className="absolute inset-0 flex flex-col items-center justify-center gap-2 text-ink-3 text-xs">
        <ImageOff aria-hidden="true" className="size-5" />
        {stored.isError ? t`Could not be loaded` : t`No longer kept`}
      </p>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t`Open picture: ${isolated(piece.prompt)}`}
      className="absolute inset-0 overflow-hidden focus-visible:-outline-offset-4"
    >
      <ResultImage
        output={image}
        requestId={piece.requestId}
        className="size-full animate-fade object-cover transition-transform duration-500 ease-out group-hover:scale-[1.03]"
      />
      <span
        aria-hidden="true"
        className="absolute top-3 end-3 grid size-8 place-items-center rounded-lg bg-black/55 text-white opacity-0 backdrop-blur transition-opacity group-focus-within:opacity-100 group-hover:opacity-100"
      >
        <Maximize2 className="size-4" />
      </span>
    </button>
  );
}
