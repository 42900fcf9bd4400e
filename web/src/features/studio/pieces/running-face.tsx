import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { describeError } from '../../../lib/errors/describe-error.ts';
import { toast } from '../../../lib/page/toast.ts';
import { durationText, percentText } from '../../../lib/texts/format.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { useKinds, viewOf } from '../../../lib/work/kinds.ts';
import type { PieceState } from './piece-state.ts';
import type { Piece } from './pieces.ts';

/** A picture in the making: embers, how far it is, and the way to stop it. */
export function RunningFace({
  piece,
  state,
}: {
  piece: Piece;
  state: Extract<PieceState, { kind: 'running' }>;
}) {
  const { store } = useGenerations();
  const isEstimated = viewOf(useKinds(), piece.activity?.kind)?.isProgressEstimated ?? false;
  const nowMs = useNow({ everyMs: 200 });
  const cancel = () =>
    store
      .cancel(piece.requestId)
      .catch((error: unknown) => toast.error(describeError(toCallError(error)).help));
  const percent = state.fraction === null ? null : Math.round(state.fraction * 100);
  return (
    <div className="absolute inset-0 bg-sunken">
      <div aria-hidden="true" className="absolute inset-0 overflow-hidden">
        <div className="-bottom-1/4 -start-1/4 absolute size-full animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.68_0.2_40/0.75),transparent)] blur-xl" />
        <div className="-end-1/4 -top-1/4 absolute size-full animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.83_0.16_78/0.55),transparent)] blur-xl [animation-delay:-2.5s] [animation-direction:alternate-reverse]" />
        <div className="shimmer absolute inset-0" />
      </div>
      <div className="absolute inset-x-3 bottom-3 flex items-center justify-between gap-2 rounded-xl bg-bg/80 py-1.5 pe-1.5 ps-3 backdrop-blur">
        <p className="nums text-xs">
          {runningWord(state, isEstimated)}
          <span className="ms-2 text-ink-2">{durationText(nowMs - piece.startedAtMs)}</span>
        </p>
        <IconButton
          icon={X}
          label={t`Cancel`}
          disabled={state.cancelling}
          onClick={cancel}
          className="size-7!"
        />
      </div>
      <div
        role="progressbar"
        aria-label={t`Progress`}
        aria-valuenow={percent ?? undefined}
        className={
          percent === null
            ? 'absolute inset-x-0 bottom-0 h-1 animate-ember bg-ember/60'
            : 'absolute inset-x-0 bottom-0 h-1 origin-left rtl:origin-right bg-ember transition-transform duration-300'
        }
        style={percent === null ? undefined : { transform: `scaleX(${state.fraction})` }}
      />
    </div>
  );
}

function runningWord(
  { cancelling, waiting, fraction, flow }: Extract<PieceState, { kind: 'running' }>,
  isEstimated: boolean,
): string {
  if (cancelling) return t`Stopping…`;
  if (fraction !== null) {
    const percent = percentText(fraction);
    return isEstimated ? t`About ${percent}` : percent;
  }
  if (waiting) return t`Waiting its turn…`;
  return flow.heldMicros > 0 ? t`Making it…` : t`Starting…`;
}
