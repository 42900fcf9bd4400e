import { assertNever, type GenerationOutput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { ResultView } from '../../../components/results/result-view.tsx';
import { useResult } from '../../../lib/work/use-result.ts';
import { FailedFace } from './failed-face.tsx';
import { type PieceProps, PieceShell } from './piece-shell.tsx';
import { type PieceState, pieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';
import { PriceChangedFace } from './price-changed-face.tsx';
import { RunningFace } from './running-face.tsx';

/** One piece that is played or read: being made, made, or not made. */
export function PieceCard(props: PieceProps) {
  const state = pieceState(props.piece);
  return (
    <PieceShell {...props} state={state} titled={state.kind === 'done' && props.player === 'sound'}>
      <Face {...props} state={state} />
    </PieceShell>
  );
}

const frameClass = 'relative overflow-hidden rounded-2xl border border-line bg-surface';

function Face({ piece, player, noun, state, onPrompt }: PieceProps & { state: PieceState }) {
  switch (state.kind) {
    case 'running':
      return (
        <div className={`${frameClass} ${player === 'film' ? 'aspect-video' : 'h-28'}`}>
          <RunningFace piece={piece} state={state} />
        </div>
      );
    case 'done':
      return <Made piece={piece} noun={noun} output={state.output} />;
    case 'price-changed':
      return (
        <div className={`${frameClass} min-h-56`}>
          <PriceChangedFace piece={piece} priceMicros={state.priceMicros} />
        </div>
      );
    case 'failed':
      return (
        <div className={`${frameClass} min-h-56`}>
          <FailedFace piece={piece} state={state} onPrompt={onPrompt} />
        </div>
      );
    default:
      return assertNever(state);
  }
}

/** What was made: known when this page made it, read from the store otherwise. */
function Made({ piece, noun, output }: { piece: Piece; noun: string; output: GenerationOutput | undefined }) {
  const { activityId, requestId, prompt } = piece;
  const stored = useResult({ activityId, wanted: output === undefined });
  const made = output ?? stored.data;
  if (made) return <ResultView output={made} requestId={requestId} title={prompt || noun} />;
  if (stored.isPending) return <Skeleton className="h-28 rounded-2xl" />;
  return (
    <p className="rounded-2xl border border-line p-6 text-center text-ink-3 text-xs">
      {stored.isError ? t`This could not be loaded.` : t`No longer kept.`}
    </p>
  );
}
