import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { InvalidResponseDataError, type JSONSchema7 } from '@ai-sdk/provider';
import { z } from 'zod';
import { MAX_SCENE_CHARACTERS, type OutputOf, STORY_OUTPUT_TOKENS } from '../../contract/index.ts';
import { readStream } from '../providers/models/read-stream.ts';
import { reportedTokens } from '../providers/models/reported-tokens.ts';
import { countPromptTokens, GrowingTokenCount } from '../providers/models/text-tokens.ts';
import { ProviderError } from '../providers/run/provider-error.ts';
import { withRetries } from '../providers/run/with-retries.ts';
import { modelOf, promptWithStyle, type Runner, type Work } from './runner.ts';

const text = z.string().trim().min(1);
/** A scene's text must fit a render, and its image's description a prompt. */
const Scene = z.strictObject({ text: text.max(1_000), imagePrompt: text.max(4_000) });
const Story = z.strictObject({ title: text.max(200), scenes: z.array(Scene) });

/** Without bounds, which not every provider supports in schemas. */
const schema = z.toJSONSchema(
  z.strictObject({
    title: z.string(),
    scenes: z.array(z.strictObject({ text: z.string(), imagePrompt: z.string() })),
  }),
  { target: 'draft-7' },
) as JSONSchema7;

const TRIES = 2;
/** Much more than a story with this many scenes takes. A longer answer ignores its limit. */
const MAX_STORY_CHARACTERS = 32 * STORY_OUTPUT_TOKENS;

/**
 * Writes a story with exactly the requested number of scenes. Asks once more if the answer has another form. Tokens are
 * counted by the provider, otherwise from the text, for both answers together.
 * @throws ProviderError
 */
export const story: Runner<'story'> = async (work) => {
  const { input, atMost } = work;
  const model = modelOf(work, 'languageModel');
  let used = { inputTokens: 0, outputTokens: 0 };
  let fault = '';
  for (let tried = 1; tried <= TRIES; tried++) {
    const maxOutputTokens = STORY_OUTPUT_TOKENS - used.outputTokens;
    const answer = await ask(model, { ...work, fault, maxOutputTokens, before: used });
    used = answer.used;
    const written = readStory(answer.text, input.scenes);
    if (typeof written !== 'string') return { output: written, quantity: { ...atMost, ...used } };
    fault = written;
    if (used.outputTokens >= STORY_OUTPUT_TOKENS / 2) break;
  }
  throw new ProviderError(
    'provider-failed',
    { reason: 'story-form' },
    {
      cause: new InvalidResponseDataError({ data: undefined, message: fault }),
    },
  );
};

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

type Asking = Work<'story'> & {
  readonly fault: string;
  readonly maxOutputTokens: number;
  readonly before: Tokens;
};

/**
 * Streams although nobody reads the text, because each piece shows that the model is at work. Returns the total tokens
 * so far.
 */
async function ask(model: LanguageModelV4, work: Asking): Promise<{ text: string; used: Tokens }> {
  const { run, input, atMost, fault, maxOutputTokens, before, headers, clock, bill } = work;
  const system = [instructions(input.scenes), fault && `The last answer was wrong: ${fault}.`]
    .join('\n')
    .trim();
  const user = promptWithStyle(input.prompt, run);
  const call: LanguageModelV4CallOptions = {
    prompt: [
      { role: 'system', content: system },
      { role: 'user', content: [{ type: 'text', text: user }] },
    ],
    responseFormat: { type: 'json', name: 'story', schema },
    maxOutputTokens,
    headers,
  };
  const promptTokens = countPromptTokens([{ content: system }, { content: user }]);
  const use = (inputTokens = promptTokens, outputTokens = 0): Tokens => {
    const used = {
      inputTokens: before.inputTokens + inputTokens,
      outputTokens: before.outputTokens + outputTokens,
    };
    bill.used({ ...atMost, ...used });
    return used;
  };
  return withRetries(work, async () => {
    let text = '';
    const count = new GrowingTokenCount();
    const onText = (delta: string) => {
      text += delta;
      count.add(delta);
      use(promptTokens, count.tokens);
      return text.length <= MAX_STORY_CHARACTERS;
    };
    const end = await readStream(model, call, { clock, onText });
    const used = use(
      reportedTokens(end?.usage.inputTokens.total),
      reportedTokens(end?.usage.outputTokens.total) ?? count.tokens,
    );
    if (end?.reason === 'content-filter') throw new ProviderError('provider-refused', { reason: 'policy' });
    if (text === '') {
      throw new InvalidResponseDataError({ data: undefined, message: 'The answer is empty.' });
    }
    return { text, used };
  });
}

function instructions(scenes: number): string {
  return [
    `Write a short story for a video in exactly ${scenes} ${scenes === 1 ? 'scene' : 'scenes'}, in the language of the request.`,
    'Answer with nothing but JSON of this form: {"title": "…", "scenes": [{"text": "…", "imagePrompt": "…"}]}.',
    `"text" is what a narrator says while the scene is shown: one to three sentences, ${MAX_SCENE_CHARACTERS} characters at most, no directions.`,
    '"imagePrompt" describes in English the picture that is shown, complete in itself, with how people and places look.',
  ].join('\n');
}

/** Reads the story in an answer, or returns what is wrong with it. */
function readStory(answer: string, scenes: number): OutputOf<'story'> | string {
  let json: unknown;
  try {
    // Some models put a code fence around it.
    json = JSON.parse(answer.replace(/^\s*```(?:json)?|```\s*$/g, ''));
  } catch {
    return 'it is not JSON';
  }
  const { data, error } = Story.safeParse(json);
  if (!data) return z.prettifyError(error).slice(0, 500);
  if (data.scenes.length !== scenes) return `it has ${data.scenes.length} scenes, not ${scenes}`;
  return { kind: 'story', ...data };
}
