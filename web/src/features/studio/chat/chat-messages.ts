import { type GenerationInput, MAX_MESSAGE_LENGTH, preview } from '@firemeter/functions/contract';

type Messages = Extract<GenerationInput, { kind: 'chat' }>['messages'];

/** Older turns than this are left out: they would be paid for with every question. */
const turnsRemembered = 12;

/** What is sent with a question: the conversation so far, without turns that have no answer. */
export function chatMessages(turns: readonly { prompt: string; text: string }[], question: string): Messages {
  const past = turns
    .filter((turn) => turn.text !== '')
    .slice(-turnsRemembered)
    .flatMap((turn) => [
      { role: 'user' as const, content: turn.prompt },
      { role: 'assistant' as const, content: preview(turn.text, MAX_MESSAGE_LENGTH) },
    ]);
  return [...past, { role: 'user', content: question }];
}
