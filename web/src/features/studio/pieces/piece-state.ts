import { type ErrorCode, type GenerationOutput, isCancelled, isOpen } from '@firemeter/functions/contract';
import type { CallError } from '#kit/core/call-error.ts';
import { describeError, describeFailure } from '../../../lib/errors/describe-error.ts';
import { type CreditFlow, creditFlow } from '../../../lib/money/credits/credit-flow.ts';
import type { Piece } from './pieces.ts';

/** How one request stands, from what this page and the server know. */
export type PieceState =
  | {
      kind: 'running';
      /** Taken on, and nobody has begun with it yet. */
      waiting: boolean;
      /** Null: how far it is is not known. */
      fraction: number | null;
      cancelling: boolean;
      flow: CreditFlow;
    }
  | { kind: 'done'; output: GenerationOutput | undefined; flow: CreditFlow }
  | { kind: 'price-changed'; priceMicros: number }
  | {
      kind: 'failed';
      code: ErrorCode;
      title: string;
      help: string;
      error: CallError | null;
      flow: CreditFlow;
    };

const nothing: CreditFlow = { heldMicros: 0, spentMicros: 0, returnedMicros: 0 };

export function pieceState({ generation, activity }: Piece): PieceState {
  const serverFlow = activity && creditFlow(activity);
  const progress = activity?.progress ?? null;
  const waiting = activity?.status === 'pending';
  const stopping = activity !== undefined && isCancelled(activity);
  if (!generation) {
    return activity
      ? stateOfActivity(activity)
      : { kind: 'running', waiting, fraction: null, cancelling: false, flow: nothing };
  }
  const { state } = generation;
  switch (state.kind) {
    case 'running': {
      const flow = serverFlow ?? { ...nothing, heldMicros: state.heldMicros ?? 0 };
      return {
        kind: 'running',
        waiting,
        fraction: state.fraction ?? progress,
        cancelling: state.cancelling || stopping,
        flow,
      };
    }
    case 'queued':
      if (activity && !isOpen(activity)) return stateOfActivity(activity);
      return {
        kind: 'running',
        waiting,
        fraction: progress,
        cancelling: state.cancelling || stopping,
        flow: serverFlow ?? nothing,
      };
    case 'done': {
      const flow =
        serverFlow && activity && !isOpen(activity)
          ? serverFlow
          : { ...nothing, spentMicros: state.capturedMicros };
      return { kind: 'done', output: state.output, flow };
    }
    case 'price-changed':
      return { kind: 'price-changed', priceMicros: state.priceMicros };
    case 'failed': {
      const flow = serverFlow ?? { ...nothing, returnedMicros: state.heldMicros ?? 0 };
      return {
        kind: 'failed',
        code: state.error.code,
        ...describeError(state.error),
        error: state.error,
        flow,
      };
    }
  }
}

function stateOfActivity(activity: NonNullable<Piece['activity']>): PieceState {
  const flow = creditFlow(activity);
  if (isOpen(activity)) {
    return {
      kind: 'running',
      waiting: activity.status === 'pending',
      fraction: activity.progress,
      cancelling: isCancelled(activity),
      flow,
    };
  }
  if (activity.status === 'completed') return { kind: 'done', output: undefined, flow };
  const failure = activity.failure ?? { code: 'worker-lost', message: null, details: {} };
  return { kind: 'failed', code: failure.code, ...describeFailure(failure), error: null, flow };
}
