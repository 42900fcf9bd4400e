import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Logo } from '../../../components/layout/logo.tsx';
import { PromptIdeas } from '../prompt-ideas.tsx';
import { ChatTurn } from './chat-turn.tsx';
import type { AnsweredTurn } from './use-answers.ts';

const ideas = [
  t`Explain idempotency like I am ten`,
  t`Three names for a tea house by the sea`,
  t`What makes a price feel fair?`,
];

interface ChatThreadProps {
  turns: readonly AnsweredTurn[];
  labelOf: (model: string) => string;
  onIdea: (idea: string) => void;
  onRemove: (requestId: string) => void;
  /** Takes up a question to change it; null: not now. */
  onEdit: ((requestId: string, prompt: string) => void) | null;
  /** Answers the last question again; null: not now. */
  again: { price: string | null; start: (requestId: string) => void } | null;
}

/** A conversation from its first question on; ideas to begin with, while there is none. */
export function ChatThread({ turns, labelOf, onIdea, onRemove, onEdit, again }: ChatThreadProps) {
  const endRef = useRef<HTMLDivElement>(null);
  const count = turns.length;
  const lastLength = turns.at(-1)?.text.length ?? 0;

  // A new question comes into sight; a growing answer is followed only by someone who is already at its end.
  useEffect(() => {
    if (count > 0) endRef.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  useEffect(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
    if (lastLength > 0 && scrollHeight - scrollTop - clientHeight < 160) scrollTo({ top: scrollHeight });
  }, [lastLength]);

  if (count === 0) {
    return (
      <div className="grid flex-1 animate-rise place-items-center py-12">
        <div className="flex flex-col items-center text-center">
          <Logo className="size-14" />
          <h2 className="mt-5 font-semibold text-xl">
            <Trans>What would you like to know?</Trans>
          </h2>
          <p className="mt-1.5 mb-6 max-w-sm text-ink-2">
            <Trans>
              Credits are held as the answer grows. You pay for what you get; the rest is released.
            </Trans>
          </p>
          <PromptIdeas ideas={ideas} onIdea={onIdea} />
        </div>
      </div>
    );
  }
  return (
    <ol aria-label={t`Conversation`} className="mx-auto w-full max-w-3xl flex-1 space-y-8 pb-4">
      {turns.map((turn, index) => (
        <li key={turn.requestId}>
          <ChatTurn
            turn={turn}
            modelLabel={labelOf(turn.model)}
            onRemove={() => onRemove(turn.requestId)}
            onEdit={onEdit && (() => onEdit(turn.requestId, turn.prompt))}
            again={
              again && index === turns.length - 1
                ? { price: again.price, start: () => again.start(turn.requestId) }
                : null
            }
          />
        </li>
      ))}
      <div ref={endRef} className="scroll-mb-56" />
    </ol>
  );
}
