import { splitTokens } from '../providers/models/text-tokens.ts';

/** Estimates the tokens of every text in a prompt or a message, of the AI SDK's or of Genkit's form. */
export function estimateTokens(...messages: readonly unknown[]): number {
  return splitTokens(messages.map(textIn).join('\n')).length;
}

function textIn(message: unknown): string {
  if (typeof message === 'string') return message;
  if (Array.isArray(message)) return message.map(textIn).join('\n');
  if (typeof message !== 'object' || message === null) return '';
  const { text, content, messages } = message as { text?: unknown; content?: unknown; messages?: unknown };
  return textIn(text ?? content ?? messages);
}
