import { InvalidResponseDataError, type LanguageModelV4, type LanguageModelV4Usage } from '@ai-sdk/provider';
import type { OutputOf } from '../../contract/index.ts';
import type { ModelOutcome } from '../providers/models/model-run.ts';
import { readStream } from '../providers/models/read-stream.ts';
import { reportedTokens } from '../providers/models/reported-tokens.ts';
import { countPromptTokens, GrowingTokenCount } from '../providers/models/text-tokens.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { asProviderError, withRetries } from '../providers/run/with-retries.ts';
import { modelOf, type Runner, type Work } from './runner.ts';

type Finish = OutputOf<'chat'>['finish'];

/**
 * Generates an answer, and passes on its text as it arrives. Tokens are counted by the provider; if it gives no count,
 * or the answer ended early, they are counted from the text.
 * @throws ProviderError, with what was delivered in `partial`
 */
export const chat: Runner<'chat'> = async (work) => {
  const model = modelOf(work, 'languageModel');
  return withRetries(work, () => streamAnswer(model, work));
};

async function streamAnswer(model: LanguageModelV4, work: Work<'chat'>): Promise<ModelOutcome> {
  const { input, headers, clock } = work;
  const answer = new Answer(work);
  const call = {
    prompt: input.messages.map(({ role, content }) => ({
      role,
      content: [{ type: 'text' as const, text: content }],
    })),
    maxOutputTokens: input.maxOutputTokens,
    headers,
  };
  try {
    const end = await readStream(model, call, { clock, onText: (delta) => answer.add(delta) });
    if (!end) return answer.outcome('length');
    answer.reported(end.usage);
    return answer.outcome(finishOf(end.reason, answer));
  } catch (error) {
    throw answer.endedBy(error);
  }
}

function finishOf(reason: string, answer: Answer): Finish {
  if (reason === 'content-filter') {
    throw new ProviderError('provider-refused', { reason: 'policy' });
  }
  if (reason === 'error' || reason === 'tool-calls') throw malformed(`The answer ended with "${reason}".`);
  if (answer.isEmpty) {
    throw reason === 'length'
      ? new ProviderError('provider-failed', { reason: 'out-of-tokens' })
      : malformed('The answer is empty.');
  }
  return reason === 'length' ? 'length' : 'stop';
}

function malformed(message: string): InvalidResponseDataError {
  return new InvalidResponseDataError({ data: undefined, message });
}

/** No tokenizer makes tokens that are this long on average. A longer answer ignores its limit. */
const MAX_CHARACTERS_PER_TOKEN = 32;

/** An answer as it grows. */
class Answer {
  readonly #work: Work<'chat'>;
  readonly #inputTokens: number;
  readonly #count = new GrowingTokenCount();
  #reported: { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined } = {};
  #text = '';
  /** One half of a character (a high surrogate) that waits for the other half. */
  #half = '';

  constructor(work: Work<'chat'>) {
    this.#work = work;
    this.#inputTokens = countPromptTokens(work.input.messages);
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** Returns false when it is longer than any answer of this many tokens can be. */
  async add(delta: string): Promise<boolean> {
    const joined = this.#half + delta;
    this.#half = /[\ud800-\udbff]$/.exec(joined)?.[0] ?? '';
    const text = joined.slice(0, joined.length - this.#half.length).toWellFormed();
    if (text === '') return true;
    this.#text += text;
    this.#count.add(text);
    const { run, bill, input } = this.#work;
    bill.used(this.#quantity());
    await run.onText?.(text, this.#tokens());
    return this.#text.length <= MAX_CHARACTERS_PER_TOKEN * input.maxOutputTokens;
  }

  /** Records the provider's own count, including thinking. */
  reported({ inputTokens, outputTokens }: LanguageModelV4Usage): void {
    this.#reported = {
      inputTokens: reportedTokens(inputTokens.total),
      outputTokens: reportedTokens(outputTokens.total),
    };
    this.#work.bill.used(this.#quantity());
  }

  outcome(finish: Finish): ModelOutcome {
    return {
      output: { kind: 'chat', text: this.#text, finish, ...this.#tokens() },
      quantity: this.#quantity(),
    };
  }

  /**
   * Returns the error to throw when the answer is interrupted: before any text, the cause itself, because a retry may
   * help.
   */
  endedBy(cause: unknown): unknown {
    if (this.isEmpty) return cause;
    const failure = asProviderError(cause, this.#work.failureOf);
    const partial = this.outcome(failure.code === 'cancelled' ? 'cancelled' : 'interrupted');
    return ProviderError.again(failure, { cause: failure.cause ?? cause, partial });
  }

  #quantity() {
    return { ...this.#work.atMost, ...this.#tokens() };
  }

  /** Returns the reported count, otherwise the counted one: never more than requested, however rough the count. */
  #tokens() {
    const { inputTokens = this.#inputTokens, outputTokens } = this.#reported;
    const counted = Math.min(this.#count.tokens, this.#work.input.maxOutputTokens);
    return { inputTokens, outputTokens: outputTokens ?? counted };
  }
}
