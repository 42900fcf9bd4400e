import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { InvalidResponseDataError, type JSONSchema7 } from '@ai-sdk/provider';
import { z } from 'zod';
import {
  largestUse,
  MAX_SCENE_CHARACTERS,
  type OutputOf,
  STORY_OUTPUT_TOKENS,
} from '../../contract/index.ts';
import type { ModelOutcome } from './model-run.ts';
import { ProviderError } from './provider-error.ts';
import { reportedTokens } from './reported-tokens.ts';
import { countPromptTokens, splitTokens } from './text-tokens.ts';
import { refusedMessage, withRetries } from './with-retries.ts';
import { promptWithStyle, type Work } from './work.ts';

const text = z.string().trim().min(1);
/** A scene's text must fit a render, its picture's description a prompt. */
const Scene = z.strictObject({ text: text.max(1_000), imagePrompt: text.max(4_000) });
const Story = z.strictObject({ title: text.max(200), scenes: z.array(Scene) });

/** Without bounds, which not every provider's schemas know. */
const schema = z.toJSONSchema(
  z.strictObject({
    title: z.string(),
    scenes: z.array(z.strictObject({ text: z.string(), imagePrompt: z.string() })),
  }),
  { target: 'draft-7' },
) as JSONSchema7;

const TRIES = 2;

/**
 * Has a story written in exactly as many scenes as asked for; an answer of another form is asked for once more. Tokens
 * are the provider's count, else counted from the text, of both answers together.
 * @throws ProviderError
 */
export async function runStory(model: LanguageModelV4, work: Work<'story'>): Promise<ModelOutcome> {
  const { input } = work;
  const used = { inputTokens: 0, outputTokens: 0 };
  let fault = '';
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await ask(model, {
      ...work,
      fault,
      maxOutputTokens: STORY_OUTPUT_TOKENS - used.outputTokens,
    });
    used.inputTokens += answer.inputTokens;
    used.outputTokens += answer.outputTokens;
    const story = readStory(answer.text, input.scenes);
    if (typeof story !== 'string') return { output: story, quantity: { ...largestUse(input), ...used } };
    fault = story;
    if (used.outputTokens >= STORY_OUTPUT_TOKENS / 2) break;
  }
  throw new ProviderError(
    'provider-failed',
    'The model did not write the story in the form it was asked for.',
    {
      cause: new InvalidResponseDataError({ data: undefined, message: fault }),
    },
  );
}

async function ask(
  model: LanguageModelV4,
  work: Work<'story'> & { readonly fault: string; readonly maxOutputTokens: number },
): Promise<{ text: string; inputTokens: number; outputTokens: number }> {
  const { run, input, fault, maxOutputTokens, headers, clock } = work;
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
    abortSignal: clock.signal,
  };
  const { content, finishReason, usage } = await withRetries(work, () =>
    clock.orStop(model.doGenerate(call)),
  );
  if (finishReason.unified === 'content-filter') throw new ProviderError('provider-refused', refusedMessage);
  const written = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return {
    text: written,
    inputTokens:
      reportedTokens(usage.inputTokens.total) ?? countPromptTokens([{ content: system }, { content: user }]),
    outputTokens: reportedTokens(usage.outputTokens.total) ?? splitTokens(written).length,
  };
}

function instructions(scenes: number): string {
  return [
    `Write a short story for a video in exactly ${scenes} ${scenes === 1 ? 'scene' : 'scenes'}, in the language of the request.`,
    'Answer with nothing but JSON of this form: {"title": "…", "scenes": [{"text": "…", "imagePrompt": "…"}]}.',
    `"text" is what a narrator says while the scene is shown: one to three sentences, ${MAX_SCENE_CHARACTERS} characters at most, no directions.`,
    '"imagePrompt" describes in English the picture that is shown, complete in itself, with how people and places look.',
  ].join('\n');
}

/** The story in an answer, or what is wrong with it. */
function readStory(answer: string, scenes: number): OutputOf<'story'> | string {
  let json: unknown;
  try {
    // Some models put a fence around it.
    json = JSON.parse(answer.replace(/^\s*```(?:json)?|```\s*$/g, ''));
  } catch {
    return 'it is not JSON';
  }
  const { data, error } = Story.safeParse(json);
  if (!data) return z.prettifyError(error).slice(0, 500);
  if (data.scenes.length !== scenes) return `it has ${data.scenes.length} scenes, not ${scenes}`;
  return { kind: 'story', ...data };
}
