import { isOpen } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Pencil, RefreshCw, Square, Tag } from 'lucide-react';
import { useDeferredValue } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Logo } from '../../../components/layout/logo.tsx';
import { RichText } from '../../../components/results/result-view.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { CreditFlowAmounts } from '../../../components/work/credit-amount.tsx';
import { describeError, describeFailure } from '../../../lib/errors/describe-error.ts';
import { creditFlow } from '../../../lib/money/credits/credit-flow.ts';
import { toast } from '../../../lib/page/toast.ts';
import { creditsText, numberText } from '../../../lib/texts/format.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import type { AnsweredTurn } from './use-answers.ts';
import { useReadAloud } from './use-read-aloud.ts';

interface ChatTurnProps {
  turn: AnsweredTurn;
  modelLabel: string;
  onRemove: () => void;
  onEdit: (() => void) | null;
  /** Answers the question again, for a price. */
  again: { price: string | null; start: () => void } | null;
}

/** A question and its answer as it grows, with what it cost. */
export function ChatTurn({ turn, modelLabel, onRemove, onEdit, again }: ChatTurnProps) {
  const { generation, activity, text, prompt } = turn;
  const state = generation?.state;
  const running = state ? state.kind === 'running' : activity !== undefined && isOpen(activity);
  const shown = useDeferredValue(text);
  useReadAloud({ text, running });
  return (
    <div className="space-y-4">
      <div className="flex items-end justify-end gap-1">
        {onEdit && <IconButton icon={Pencil} label={t`Edit question`} onClick={onEdit} />}
        <p className="w-fit max-w-[85%] animate-rise whitespace-pre-wrap break-words rounded-2xl rounded-ee-md bg-raised px-4 py-2.5 text-[0.9375rem]">
          <span className="sr-only">
            <Trans>You asked:</Trans>{' '}
          </span>
          {prompt}
        </p>
      </div>
      <div className="flex gap-3.5">
        <Logo className={`mt-0.5 size-6 shrink-0 ${running ? 'animate-ember' : ''}`} />
        <div className="min-w-0 flex-1 space-y-3" aria-busy={running}>
          <h3 className="sr-only">
            <Trans>Answer</Trans>
          </h3>
          {shown && (
            <div data-testid="answer">
              <RichText text={shown} />
            </div>
          )}
          {running && !shown && <Thinking />}
          {state?.kind === 'price-changed' && <PriceChanged turn={turn} priceMicros={state.priceMicros} />}
          {state?.kind === 'failed' && state.error.code !== 'cancelled' && (
            <ErrorNotice
              error={state.error}
              action={
                !text && (
                  <Button size="small" look="quiet" onClick={onRemove}>
                    <Trans>Dismiss</Trans>
                  </Button>
                )
              }
            />
          )}
          {!state && activity?.failure && (
            <p className="text-bad">{describeFailure(activity.failure).title}</p>
          )}
          <TurnFooter turn={turn} running={running} modelLabel={modelLabel} />
          {again && (
            <Button size="small" onClick={again.start}>
              <RefreshCw aria-hidden="true" className="size-3.5" />
              <span className="nums">
                {again.price === null ? t`Answer again` : t`Answer again · ${again.price}`}
              </span>
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function Thinking() {
  return (
    <p role="status" className="flex items-center gap-1.5 py-1">
      <span className="sr-only">
        <Trans>Thinking</Trans>
      </span>
      {[0, 160, 320].map((delayMs) => (
        <span
          key={delayMs}
          aria-hidden="true"
          className="size-2 animate-ember rounded-full bg-ember"
          style={{ animationDelay: `${delayMs}ms`, animationDuration: '1.1s' }}
        />
      ))}
    </p>
  );
}

function TurnFooter({
  turn,
  running,
  modelLabel,
}: {
  turn: AnsweredTurn;
  running: boolean;
  modelLabel: string;
}) {
  const { generation, activity, tokens } = turn;
  const { store } = useGenerations();
  const state = generation?.state;
  const flow = activity
    ? creditFlow(activity)
    : {
        heldMicros: state?.kind === 'running' ? (state.heldMicros ?? 0) : 0,
        spentMicros: 0,
        returnedMicros: 0,
      };
  const stopped =
    tokens?.finish === 'cancelled' || (state?.kind === 'failed' && state.error.code === 'cancelled');
  const stop = () =>
    store
      .cancel(turn.requestId)
      .catch((error: unknown) => toast.error(describeError(toCallError(error)).help));
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2 text-ink-3 text-xs">
      {running && state?.kind === 'running' && (
        <Button size="small" busy={state.cancelling} onClick={stop}>
          {!state.cancelling && <Square aria-hidden="true" className="size-3 fill-current" />}{' '}
          <Trans>Stop</Trans>
        </Button>
      )}
      {(activity || running) && flow.heldMicros + flow.spentMicros + flow.returnedMicros > 0 && (
        <CreditFlowAmounts flow={flow} />
      )}
      {!running && tokens && (
        <span className="nums">
          <Trans>{numberText(tokens.input + tokens.output)} tokens</Trans>
        </span>
      )}
      {!running && <span>{modelLabel}</span>}
      {stopped && (
        <span className="text-ink-2">
          <Trans>Stopped by you. The text so far is kept.</Trans>
        </span>
      )}
      {tokens?.finish === 'length' && (
        <span className="text-held">
          <Trans>Reached the longest answer you allowed.</Trans>
        </span>
      )}
      {tokens?.finish === 'credits' && (
        <span className="text-held">
          <Trans>
            You ran out of credits here. The text so far is kept.{' '}
            <Link to="/credits" className="font-medium text-ember-text underline underline-offset-2">
              Get credits
            </Link>
          </Trans>
        </span>
      )}
      {tokens?.finish === 'interrupted' && (
        <span className="text-held">
          <Trans>Interrupted. The text so far is kept.</Trans>
        </span>
      )}
    </div>
  );
}

function PriceChanged({ turn, priceMicros }: { turn: AnsweredTurn; priceMicros: number }) {
  const { store } = useGenerations();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-xl border border-held/40 p-4">
      <Tag aria-hidden="true" className="size-4 text-held" />
      <p className="flex-1">
        <Trans>The price has changed: up to {creditsText(priceMicros)} now. Nothing was charged.</Trans>
      </p>
      <Button size="small" look="primary" onClick={() => store.accept(turn.requestId)}>
        <Trans>Go on</Trans>
      </Button>
    </div>
  );
}
