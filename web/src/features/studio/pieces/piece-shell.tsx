import type { ReactNode } from 'react';
import { CreditFlowAmounts } from '../../../components/work/credit-amount.tsx';
import { isolated } from '../../../lib/texts/isolated.ts';
import type { Results } from '../kinds/studio-kind.ts';
import type { PieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';

export interface PieceProps {
  piece: Piece;
  player: Results['player'];
  /** What it is: "Picture". */
  noun: string;
  modelLabel: string;
  onOpen: () => void;
  onPrompt: (prompt: string) => void;
}

interface PieceShellProps extends Pick<PieceProps, 'piece' | 'noun' | 'modelLabel'> {
  state: PieceState;
  /** What is shown says itself what was asked. */
  titled?: boolean;
  children: ReactNode;
}

/** A piece with what was asked, what made it and where its credits are. */
export function PieceShell({ piece, noun, modelLabel, state, titled = false, children }: PieceShellProps) {
  const { prompt } = piece;
  return (
    <article aria-label={prompt ? `${noun}: ${isolated(prompt)}` : noun} className="group animate-rise">
      {children}
      <div className="mt-2.5 flex items-start justify-between gap-3 px-0.5">
        <div className="min-w-0">
          {prompt && !titled && (
            <p className="truncate font-medium text-[0.8125rem]" title={isolated(prompt)}>
              {prompt}
            </p>
          )}
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
