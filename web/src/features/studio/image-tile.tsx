import { assertNever } from '@firemeter/functions/contract';
import { CreditFlowAmounts } from '../../components/credit-amount.tsx';
import { FailedFace } from './failed-face.tsx';
import { ImageResult } from './image-result.tsx';
import { type PieceState, pieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';
import { PriceChangedFace } from './price-changed-face.tsx';
import { RunningFace } from './running-face.tsx';

interface ImageTileProps {
  piece: Piece;
  modelLabel: string;
  onOpen: () => void;
  onPrompt: (prompt: string) => void;
}

/** One picture: being made, made, or not made, and where its credits are. */
export function ImageTile({ piece, modelLabel, onOpen, onPrompt }: ImageTileProps) {
  const state = pieceState(piece);
  return (
    <article aria-label={`Picture: ${piece.prompt}`} className="group animate-rise">
      <div className="relative aspect-square overflow-hidden rounded-2xl border border-line bg-surface">
        <Face piece={piece} state={state} onOpen={onOpen} onPrompt={onPrompt} />
      </div>
      <div className="mt-2.5 flex items-start justify-between gap-3 px-0.5">
        <div className="min-w-0">
          <p className="truncate font-medium text-[0.8125rem]" title={piece.prompt}>
            {piece.prompt}
          </p>
          <p className="truncate text-ink-3 text-xs">{modelLabel}</p>
        </div>
        {'flow' in state && !isRefusal(state) && (
          <CreditFlowAmounts flow={state.flow} className="shrink-0 justify-end" />
        )}
      </div>
    </article>
  );
}

/** Refused before anything was held: nothing to show about credits. */
function isRefusal(state: PieceState): boolean {
  return (
    state.kind !== 'done' && 'flow' in state && Object.values(state.flow).every((micros) => micros === 0)
  );
}

function Face({
  piece,
  state,
  onOpen,
  onPrompt,
}: Omit<ImageTileProps, 'modelLabel'> & { state: PieceState }) {
  switch (state.kind) {
    case 'running':
      return <RunningFace piece={piece} state={state} />;
    case 'done':
      return <ImageResult piece={piece} output={state.output} onOpen={onOpen} />;
    case 'price-changed':
      return <PriceChangedFace piece={piece} priceMicros={state.priceMicros} />;
    case 'failed':
      return <FailedFace piece={piece} state={state} onPrompt={onPrompt} />;
    default:
      return assertNever(state);
  }
}
