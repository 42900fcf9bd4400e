import { assertNever } from '@firemeter/functions/contract';
import { CircleSlash, RotateCcw, Tag, X } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '../../components/button.tsx';
import { CreditFlowAmounts } from '../../components/credit-amount.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { creditsText, durationText } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useGenerations } from './generations.tsx';
import { ImageResult } from './image-result.tsx';
import { type PieceState, pieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';

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

function RunningFace({ piece, state }: { piece: Piece; state: Extract<PieceState, { kind: 'running' }> }) {
  const { store } = useGenerations();
  const nowMs = useNow({ everyMs: 200 });
  const cancel = () => store.cancel(piece.requestId).catch((error: Error) => toast.error(error.message));
  const percent = state.fraction === null ? null : Math.round(state.fraction * 100);
  return (
    <div className="absolute inset-0 bg-sunken">
      <div aria-hidden="true" className="absolute inset-0 overflow-hidden">
        <div className="-bottom-1/4 -left-1/4 absolute size-full animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.68_0.2_40/0.75),transparent)] blur-xl" />
        <div className="-right-1/4 -top-1/4 absolute size-full animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.83_0.16_78/0.55),transparent)] blur-xl [animation-delay:-2.5s] [animation-direction:alternate-reverse]" />
        <div className="shimmer absolute inset-0" />
      </div>
      <div className="absolute inset-x-3 bottom-3 flex items-center justify-between gap-2 rounded-xl bg-bg/80 py-1.5 pr-1.5 pl-3 backdrop-blur">
        <p className="nums text-xs">
          {runningWord(state)}
          <span className="ml-2 text-ink-2">{durationText(nowMs - piece.startedAtMs)}</span>
        </p>
        <IconButton
          icon={X}
          label="Cancel"
          disabled={state.cancelling}
          onClick={cancel}
          className="size-7!"
        />
      </div>
      {percent !== null && (
        <div
          role="progressbar"
          aria-label="Progress"
          aria-valuenow={percent}
          className="absolute inset-x-0 bottom-0 h-1 origin-left bg-ember transition-transform duration-300"
          style={{ transform: `scaleX(${state.fraction})` }}
        />
      )}
    </div>
  );
}

function runningWord({ cancelling, fraction, flow }: Extract<PieceState, { kind: 'running' }>): string {
  if (cancelling) return 'Stopping…';
  if (fraction !== null) return `${Math.round(fraction * 100)}%`;
  return flow.heldMicros > 0 ? 'Making it…' : 'Starting…';
}

function PriceChangedFace({ piece, priceMicros }: { piece: Piece; priceMicros: number }) {
  const { store } = useGenerations();
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 p-5 text-center"
    >
      <Tag aria-hidden="true" className="mb-1 size-5 text-held" />
      <p className="font-medium">The price has changed</p>
      <p className="text-ink-2 text-xs">It is now {creditsText(priceMicros)}. Nothing was charged.</p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button size="small" look="primary" onClick={() => store.accept(piece.requestId)}>
          Go on · {creditsText(priceMicros)}
        </Button>
        <Button size="small" look="quiet" onClick={() => store.dismiss(piece.requestId)}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

function FailedFace({
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
      {returned > 0 && <p className="text-returned text-xs">{creditsText(returned)} came back to you.</p>}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button size="small" onClick={() => onPrompt(piece.prompt)}>
          <RotateCcw aria-hidden="true" className="size-3.5" /> Use again
        </Button>
        {piece.generation && !piece.activity && (
          <Button size="small" look="quiet" onClick={() => store.dismiss(piece.requestId)}>
            Dismiss
          </Button>
        )}
      </div>
    </div>
  );
}
