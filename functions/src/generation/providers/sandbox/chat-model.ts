import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { countPromptTokens, splitTokens } from '../text-tokens.ts';
import { composeAnswer } from './answers/compose-answer.ts';
import { writeStory } from './answers/write-story.ts';
import type { CallLog } from './call-log.ts';
import { type Directives, readDirectives } from './directives.ts';
import { pause, serverError, stageFailure } from './stage-failure.ts';

const TEXT_ID = 'answer';

/** A language model whose answers follow from what was said, and which writes stories where JSON is asked for; token by token at a steady pace. */
export function createChatModel(
  modelId: string,
  { calls, paceMs }: { calls: CallLog; paceMs: number },
): LanguageModelV4 {
  async function begin(options: LanguageModelV4CallOptions): Promise<Script> {
    const { prompt, abortSignal, maxOutputTokens = Number.POSITIVE_INFINITY } = options;
    const messages = messagesOf(prompt);
    const directives = readDirectives(messages.findLast(({ role }) => role === 'user')?.content ?? '');
    await stageFailure(directives, { calls: calls.record(options.headers), abortSignal });
    const said = messages.map(withoutDirectives);
    const isStory = options.responseFormat?.type === 'json';
    const written = isStory ? JSON.stringify(writeStory(said)) : composeAnswer(said);
    const answer = directives.malformed && isStory ? 'Once upon a time, without any form.' : written;
    const all = splitTokens(answer);
    const tokens = all.slice(0, maxOutputTokens);
    const complete = tokens.length === all.length;
    return {
      tokens,
      directives: { ...directives, malformed: directives.malformed && !isStory },
      finishReason: { unified: complete ? 'stop' : 'length', raw: complete ? 'stop' : 'length' },
      usage: usageOf(countPromptTokens(messages), tokens.length),
    };
  }

  return {
    specificationVersion: 'v4',
    provider: 'sandbox.chat',
    modelId,
    supportedUrls: {},
    async doGenerate(options) {
      const { tokens, directives, finishReason, usage } = await begin(options);
      if (directives.cut) throw serverError(200, 'connection_lost');
      return { content: [{ type: 'text', text: tokens.join('') }], finishReason, usage, warnings: [] };
    },
    async doStream(options) {
      const script = await begin(options);
      const parts = perform(script, {
        paceMs: script.directives.paceMs ?? (options.responseFormat?.type === 'json' ? 0 : paceMs),
        abortSignal: options.abortSignal,
      });
      return { stream: ReadableStream.from(parts) };
    },
  };
}

/** An answer before it is given. */
interface Script {
  readonly tokens: readonly string[];
  readonly directives: Directives;
  readonly finishReason: LanguageModelV4FinishReason;
  readonly usage: LanguageModelV4Usage;
}

async function* perform(
  { tokens, directives, finishReason, usage }: Script,
  { paceMs, abortSignal }: { paceMs: number; abortSignal: AbortSignal | undefined },
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  if (directives.malformed) {
    yield { type: 'error', error: new SyntaxError('Unexpected token in the stream') };
    return;
  }
  yield { type: 'text-start', id: TEXT_ID };
  for (const [index, delta] of tokens.entries()) {
    // What fetch says when the server goes away.
    if (directives.cut && index >= tokens.length / 2) throw new TypeError('terminated');
    await pause(paceMs, abortSignal);
    yield { type: 'text-delta', id: TEXT_ID, delta };
  }
  yield { type: 'text-end', id: TEXT_ID };
  yield { type: 'finish', finishReason, usage };
}

interface Message {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: string;
}

function messagesOf(prompt: LanguageModelV4Prompt): Message[] {
  return prompt.flatMap(({ role, content }) => {
    if (role === 'tool') return [];
    if (typeof content === 'string') return [{ role, content }];
    const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    return [{ role, content: text }];
  });
}

function withoutDirectives({ role, content }: Message): Message {
  return { role, content: role === 'user' ? readDirectives(content).text : content };
}

function usageOf(input: number, output: number): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
  };
}
