import { Trans } from '@lingui/react/macro';
import { CircleSlash, RotateCcw } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { creditsText } from '../../../lib/texts/format.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { useRemoveResults } from '../../../lib/work/use-remove-results.ts';
import { useTakeUp } from '../../../lib/work/whole-prompt.ts';
import type { PieceState } from './piece-state.ts';
import { isStored, type Piece } from './pieces.ts';

/** A picture that was not made: why, what came back, and another try. */
export function FailedFace({
  piece,
  state,
  onPrompt,
}: {
  piece: Piece;
  state: Extract<PieceState, { kind: 'failed' }>;
  onPrompt: (prompt: string) => void;
}) {
  const { store } = useGenerations();
  const returned = state.flow.returnedMicros;
  const { prompt } = piece;
  const takeUp = useTakeUp(piece, onPrompt);
  const { remove, removing } = useRemoveResults();
  const dismiss = () => (isStored(piece) ? void remove([piece.requestId]) : store.dismiss(piece.requestId));
  return (
    <div
      role={piece.generation ? 'alert' : undefined}
      className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 p-5 text-center"
    >
      <CircleSlash
        aria-hidden="true"
        className={`mb-1 size-5 ${state.code === 'cancelled' ? 'text-ink-3' : 'text-bad'}`}
      />
      <p className="font-medium">{state.title}</p>
      <p className="line-clamp-3 text-ink-2 text-xs">{state.help}</p>
      {returned > 0 && (
        <p className="text-returned text-xs">
          <Trans>{creditsText(returned)} refunded.</Trans>
        </p>
      )}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {prompt && (
          <Button size="small" onClick={takeUp}>
            <RotateCcw aria-hidden="true" className="size-3.5" /> <Trans>Edit and retry</Trans>
          </Button>
        )}
        <Button size="small" look="quiet" busy={removing} onClick={dismiss}>
          <Trans>Dismiss</Trans>
        </Button>
      </div>
    </div>
  );
}
