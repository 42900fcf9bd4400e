import { InvalidResponseDataError, type LanguageModelV4, type LanguageModelV4Usage } from '@ai-sdk/provider';
import { largestUse, type OutputOf } from '../../contract/index.ts';
import type { ModelOutcome } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import { reportedTokens } from './reported-tokens.ts';
import { countPromptTokens, GrowingTokenCount } from './text-tokens.ts';
import { asProviderError, refusedMessage, withRetries } from './with-retries.ts';
import type { Work } from './work.ts';

type Finish = OutputOf<'chat'>['finish'];

/**
 * Has one answer written, handing on its text as it comes. Tokens are the provider's count, else (it gave none, or
 * the answer ended early) counted from the text.
 * @throws ProviderError, with what was delivered in `partial`
 */
export async function runChat(model: LanguageModelV4, work: Work<'chat'>): Promise<ModelOutcome> {
  return withRetries(work, () => streamAnswer(model, work));
}

async function streamAnswer(model: LanguageModelV4, work: Work<'chat'>): Promise<ModelOutcome> {
  const { input, headers, clock } = work;
  const answer = new Answer(work);
  const { stream } = await clock.orStop(
    model.doStream({
      prompt: input.messages.map(({ role, content }) => ({
        role,
        content: [{ type: 'text', text: content }],
      })),
      maxOutputTokens: input.maxOutputTokens,
      headers,
      abortSignal: clock.signal,
    }),
  );
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value: part } = await clock.orStop(reader.read());
      if (done) throw malformed('The stream ended before the answer did.');
      if (part.type === 'text-delta') await clock.orStop(answer.add(part.delta));
      if (part.type === 'error') throw part.error;
      if (answer.isOverlong) return answer.outcome('length');
      if (part.type === 'finish') {
        return answer.outcome(finishOf(part.finishReason.unified, answer), part.usage);
      }
    }
  } catch (error) {
    throw answer.endedBy(error);
  }
}

function finishOf(reason: string, answer: Answer): Finish {
  if (reason === 'content-filter') {
    throw new ProviderError('provider-refused', refusedMessage);
  }
  if (reason === 'error' || reason === 'tool-calls') throw malformed(`The answer ended with "${reason}".`);
  if (answer.isEmpty) {
    throw reason === 'length'
      ? new ProviderError('provider-failed', 'The model used up its tokens before it said anything.')
      : malformed('The answer is empty.');
  }
  return reason === 'length' ? 'length' : 'stop';
}

function malformed(message: string): InvalidResponseDataError {
  return new InvalidResponseDataError({ data: undefined, message });
}

/** No tokenizer makes tokens this long on average: what goes beyond it disregards the limit it was given. */
const MAX_CHARACTERS_PER_TOKEN = 32;

/** An answer while it grows. */
class Answer {
  readonly #work: Work<'chat'>;
  readonly #inputTokens: number;
  readonly #count = new GrowingTokenCount();
  #text = '';
  /** Half a character (a high surrogate) that waits for its other half. */
  #half = '';

  constructor(work: Work<'chat'>) {
    this.#work = work;
    this.#inputTokens = countPromptTokens(work.input.messages);
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  get isOverlong(): boolean {
    return this.#text.length > MAX_CHARACTERS_PER_TOKEN * this.#work.input.maxOutputTokens;
  }

  async add(delta: string): Promise<void> {
    const joined = this.#half + delta;
    this.#half = /[\ud800-\udbff]$/.exec(joined)?.[0] ?? '';
    const text = joined.slice(0, joined.length - this.#half.length).toWellFormed();
    if (text === '') return;
    this.#text += text;
    this.#count.add(text);
    await this.#work.run.onText?.(text, this.#counted());
  }

  outcome(finish: Finish, usage?: LanguageModelV4Usage): ModelOutcome {
    const counted = this.#counted();
    const inputTokens = reportedTokens(usage?.inputTokens.total) ?? counted.inputTokens;
    const outputTokens = reportedTokens(usage?.outputTokens.total) ?? counted.outputTokens;
    return {
      output: { kind: 'chat', text: this.#text, finish, inputTokens, outputTokens },
      quantity: { ...largestUse(this.#work.input), inputTokens, outputTokens },
    };
  }

  /** The error to throw when the answer breaks off: before any text the cause itself, which may be worth a retry. */
  endedBy(cause: unknown): unknown {
    if (this.isEmpty) return cause;
    const { code, message, cause: origin } = asProviderError(cause);
    const partial = this.outcome(code === 'cancelled' ? 'cancelled' : 'interrupted');
    return new ProviderError(code, message, { cause: origin ?? cause, partial });
  }

  /** Never more than was asked for, however coarse the count. */
  #counted() {
    const outputTokens = Math.min(this.#count.tokens, this.#work.input.maxOutputTokens);
    return { inputTokens: this.#inputTokens, outputTokens };
  }
}
