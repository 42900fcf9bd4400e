import { assertNever } from '@firemeter/functions/contract';
import { FailedFace } from './failed-face.tsx';
import { PictureResult } from './picture-result.tsx';
import { type PieceProps, PieceShell } from './piece-shell.tsx';
import { type PieceState, pieceState } from './piece-state.ts';
import { PriceChangedFace } from './price-changed-face.tsx';
import { RunningFace } from './running-face.tsx';

/** One picture: being made, made, or not made. */
export function PictureTile(props: PieceProps) {
  const state = pieceState(props.piece);
  return (
    <PieceShell {...props} state={state}>
      <div className="relative aspect-square overflow-hidden rounded-2xl border border-line bg-surface">
        <Face {...props} state={state} />
      </div>
    </PieceShell>
  );
}

function Face({ piece, state, onOpen, onPrompt }: PieceProps & { state: PieceState }) {
  switch (state.kind) {
    case 'running':
      return <RunningFace piece={piece} state={state} />;
    case 'done':
      return <PictureResult piece={piece} output={state.output} onOpen={onOpen} />;
    case 'price-changed':
      return <PriceChangedFace piece={piece} priceMicros={state.priceMicros} />;
    case 'failed':
      return <FailedFace piece={piece} state={state} onPrompt={onPrompt} />;
    default:
      return assertNever(state);
  }
}
