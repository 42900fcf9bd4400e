import type { ServerResponse } from 'node:http';
import {
  countPromptTokens,
  splitTokens,
} from '../../../functions/src/generation/providers/models/text-tokens.ts';
import { type Directives, readDirectives } from './directives.ts';
import type { StandInContext } from './handler.ts';
import { type Message, writeAnswer } from './making/write-answer.ts';
import { writeStory } from './making/write-story.ts';
import { pause, stage } from './stage.ts';
import type { StandInRequest } from './stand-in-request.ts';

/** An answer before it is given. */
export interface Answer {
  readonly directives: Directives;
  readonly tokens: readonly string[];
  /** Whether it ended because it may not be longer. */
  readonly isCut: boolean;
  readonly inputTokens: number;
}

/** Composes the answer to a conversation, or a story where JSON is asked for. @throws StagedFailure */
export async function answer(
  conversation: readonly Message[],
  { wantsJson, maxTokens }: { wantsJson: boolean; maxTokens: number },
  context: StandInContext & { request: StandInRequest },
): Promise<Answer> {
  const asked = conversation.findLast(({ role }) => role === 'user')?.content ?? '';
  const directives = await stage(asked, context);
  const clean = conversation.map(({ role, content }) => ({ role, content: readDirectives(content).text }));
  const scenes = /in exactly (\d+) scene/.exec(conversation[0]?.content ?? '')?.[1];
  const text = !wantsJson
    ? writeAnswer(clean)
    : directives.malformed
      ? 'Once upon a time, without any form.'
      : JSON.stringify(writeStory(directives.text, Number(scenes ?? 3)));
  const all = splitTokens(text);
  const tokens = all.slice(0, maxTokens);
  // A story comes at once, and one without form is an answer like any other.
  const performed = wantsJson ? { ...directives, paceMs: 0, malformed: false } : directives;
  return {
    directives: performed,
    tokens,
    isCut: tokens.length < all.length,
    inputTokens: countPromptTokens(conversation),
  };
}

/**
 * Sends the words of an answer one after another at the pace that is set. Returns false when the connection was lost in
 * the middle, as the prompt said.
 */
export async function sendWords(
  { tokens, directives }: Answer,
  response: ServerResponse,
  { send, request, paceMs }: StandInContext & { request: StandInRequest; send: (token: string) => void },
): Promise<boolean> {
  for (const [index, token] of tokens.entries()) {
    if (directives.cut && index >= tokens.length / 2) {
      // What was sent before has to arrive.
      await pause(50, request.signal);
      response.destroy();
      return false;
    }
    await pause(directives.paceMs ?? paceMs, request.signal);
    send(token);
  }
  return true;
}
