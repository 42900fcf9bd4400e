import { z } from 'zod';
import type { Quantity } from './catalog.ts';
import { assertNever } from './errors.ts';
import { Name, RequestId } from './identifiers.ts';
import { utf8Bytes, wellFormedText } from './text.ts';

export const MAX_PROMPT_LENGTH = 4_000;
export const MAX_MESSAGE_LENGTH = 16_000;
export const MAX_MESSAGES = 50;
export const MAX_OUTPUT_TOKENS = 4_096;
export const MAX_SCENES = 12;
/** Pictures that a render shows one after the other. */
export const MAX_SHOTS = 36;
export const MAX_VIDEO_SECONDS = 60;
export const MAX_MUSIC_SECONDS = 300;
/** A call carries 10 MB; base64 makes three bytes four characters. */
export const MAX_UPLOAD_CHARACTERS = 9_000_000;

const Prompt = wellFormedText({ min: 1, max: MAX_PROMPT_LENGTH });
/** A piece of work of one's own that this one starts from, by its request id. */
const Source = RequestId;

/** What a creator asks for; `kind` is that of the operation. */
export const GenerationInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    prompt: Prompt,
    /** One of the model's variants; absent: its default. */
    variant: Name.optional(),
  }),
  z.strictObject({
    kind: z.literal('edit'),
    prompt: wellFormedText({ max: MAX_PROMPT_LENGTH }),
    source: Source,
  }),
  z.strictObject({
    kind: z.literal('video'),
    prompt: Prompt,
    seconds: z.int().min(1).max(MAX_VIDEO_SECONDS),
  }),
  z.strictObject({ kind: z.literal('voice'), text: Prompt }),
  z.strictObject({
    kind: z.literal('chat'),
    messages: z
      .array(
        z.strictObject({
          role: z.enum(['user', 'assistant']),
          content: wellFormedText({ min: 1, max: MAX_MESSAGE_LENGTH }),
        }),
      )
      .min(1)
      .max(MAX_MESSAGES),
    maxOutputTokens: z.int().min(1).max(MAX_OUTPUT_TOKENS),
  }),
  z.strictObject({ kind: z.literal('story'), prompt: Prompt, scenes: z.int().min(1).max(MAX_SCENES) }),
  z.strictObject({ kind: z.literal('narration'), text: Prompt }),
  z.strictObject({
    kind: z.literal('music'),
    prompt: Prompt,
    seconds: z.int().min(1).max(MAX_MUSIC_SECONDS),
  }),
  /** Aligns a text with the voice or narration that speaks it. */
  z.strictObject({ kind: z.literal('captions'), text: Prompt, source: Source }),
  /** Puts pictures, speech, music and captions together: each picture is shown while its text is spoken. */
  z.strictObject({
    kind: z.literal('render'),
    scenes: z
      .array(z.strictObject({ image: Source, text: wellFormedText({ min: 1, max: 1_000 }) }))
      .min(1)
      .max(MAX_SHOTS),
    narration: Source,
    music: Source.nullable(),
    captions: Source.nullable(),
  }),
  /** Makes a video look and sound better. */
  z.strictObject({ kind: z.literal('polish'), source: Source }),
  /** Brings in a picture, sound or video of one's own. */
  z.strictObject({
    kind: z.literal('upload'),
    name: wellFormedText({ min: 1, max: 120 }),
    base64: z.base64().max(MAX_UPLOAD_CHARACTERS),
  }),
]);
export type GenerationInput = z.infer<typeof GenerationInput>;
export type InputOf<K extends GenerationInput['kind']> = Extract<GenerationInput, { kind: K }>;

/** Work that takes longer than a call can: it is queued, and its activity tells how it goes. */
export function isLong({ kind }: GenerationInput): boolean {
  return kind === 'video' || kind === 'render' || kind === 'polish';
}

/** The words by which people recognize a request: the prompt, or the last thing said. */
export function promptOf(input: GenerationInput): string {
  switch (input.kind) {
    case 'image':
    case 'edit':
    case 'video':
    case 'story':
    case 'music':
      return input.prompt;
    case 'voice':
    case 'narration':
    case 'captions':
      return input.text;
    case 'chat':
      return input.messages.at(-1)?.content ?? '';
    case 'render':
      return input.scenes.map(({ text }) => text).join(' ');
    case 'polish':
      return '';
    case 'upload':
      return input.name;
    default:
      return assertNever(input);
  }
}

/**
 * Everything that a creator says in a request. All of a conversation: what is sent as said by the model is the sender's
 * word too.
 */
export function textsOf(input: GenerationInput): string[] {
  switch (input.kind) {
    case 'chat':
      return input.messages.map(({ content }) => content);
    case 'render':
      return input.scenes.map(({ text }) => text);
    default:
      return [promptOf(input)];
  }
}

/** The requests that an input starts from, each with the kinds of output it can use. */
export function sourcesOf(input: GenerationInput): { requestId: string; kinds: readonly OutputKind[] }[] {
  switch (input.kind) {
    case 'edit':
      return [{ requestId: input.source, kinds: ['image'] }];
    case 'captions':
      return [{ requestId: input.source, kinds: ['audio'] }];
    case 'polish':
      return [{ requestId: input.source, kinds: ['video'] }];
    case 'render': {
      const { scenes, narration, music, captions } = input;
      return [
        ...scenes.map(({ image }) => ({ requestId: image, kinds: ['image'] as const })),
        { requestId: narration, kinds: ['audio'] },
        ...(music ? [{ requestId: music, kinds: ['audio'] as const }] : []),
        ...(captions ? [{ requestId: captions, kinds: ['captions'] as const }] : []),
      ];
    }
    default:
      return [];
  }
}

/**
 * The most an input can use, known before it runs. Byte-level tokenizers never make more tokens than bytes; half of the
 * bytes is above what they make of real text, in every script. Nobody speaks slower than `speechSeconds` allows.
 */
export function largestUse(input: GenerationInput): Quantity {
  switch (input.kind) {
    case 'image':
      return {
        images: 1,
        characters: input.prompt.length,
        ...(input.variant === undefined ? {} : { variant: input.variant }),
      };
    case 'edit':
      return { images: 1, characters: input.prompt.length };
    case 'video':
      return { seconds: input.seconds, characters: input.prompt.length };
    case 'voice':
    case 'narration':
      return { characters: input.text.length, seconds: speechSeconds(input.text) };
    case 'chat': {
      const { messages, maxOutputTokens } = input;
      const bytes = messages.reduce((sum, { content }) => sum + utf8Bytes(content) + 16, 0);
      const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
      return { inputTokens: Math.ceil(bytes / 2), outputTokens: maxOutputTokens, characters };
    }
    case 'story': {
      const inputTokens = Math.ceil(utf8Bytes(input.prompt) / 2) + STORY_INSTRUCTION_TOKENS;
      return { inputTokens, outputTokens: STORY_OUTPUT_TOKENS, characters: input.prompt.length };
    }
    case 'music':
      return { seconds: input.seconds };
    case 'captions':
      return { characters: input.text.length };
    case 'render':
      return { images: input.scenes.length };
    case 'polish':
    case 'upload':
      return {};
    default:
      return assertNever(input);
  }
}

export const STORY_OUTPUT_TOKENS = 4_096;
const STORY_INSTRUCTION_TOKENS = 500;

/** The longest that a text takes to be spoken: half as fast as people read aloud, in scripts of letters or of syllables. */
export function speechSeconds(text: string): number {
  let beats = 0;
  for (let index = 0; index < text.length; index++) beats += text.charCodeAt(index) >= 0x2e80 ? 4 : 1;
  return Math.ceil(beats / 7) + 1;
}

/** Bytes that were made: in the document while they are few, else in the output store. */
export const StoredFile = z.discriminatedUnion('where', [
  z.strictObject({ where: z.literal('here'), base64: z.base64() }),
  z.strictObject({ where: z.literal('store'), path: z.string(), bytes: z.int().min(0) }),
]);
export type StoredFile = z.infer<typeof StoredFile>;

const Milliseconds = z.int().min(0);
const Pixels = z.int().min(1);

/** What was made. The same in the document, in the answer and on the screen. */
export const GenerationOutput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    mediaType: z.string().regex(/^image\/[a-z+.-]+$/),
    file: StoredFile,
    /** A description for people who cannot see it. */
    alt: z.string(),
  }),
  z.strictObject({
    kind: z.literal('audio'),
    mediaType: z.string().regex(/^audio\/[a-z0-9+.-]+$/),
    file: StoredFile,
    durationMs: Milliseconds,
  }),
  z.strictObject({
    kind: z.literal('video'),
    mediaType: z.string().regex(/^video\/[a-z0-9+.-]+$/),
    file: StoredFile,
    durationMs: Milliseconds,
    width: Pixels,
    height: Pixels,
    alt: z.string(),
  }),
  /** WebVTT. */
  z.strictObject({ kind: z.literal('captions'), text: z.string() }),
  z.strictObject({
    kind: z.literal('story'),
    title: z.string(),
    scenes: z.array(z.strictObject({ text: z.string(), imagePrompt: z.string() })),
  }),
  z.strictObject({
    kind: z.literal('chat'),
    text: z.string(),
    /** `credits`: there were none left to go on with. */
    finish: z.enum(['stop', 'length', 'cancelled', 'interrupted', 'credits']),
    inputTokens: z.int().min(0),
    outputTokens: z.int().min(0),
  }),
]);
export type GenerationOutput = z.infer<typeof GenerationOutput>;
export type OutputKind = GenerationOutput['kind'];
export type OutputOf<K extends OutputKind> = Extract<GenerationOutput, { kind: K }>;

/** What `generate` streams while it works. */
export const GenerationChunk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('held'), activityId: z.string(), heldMicros: z.int().min(0) }),
  z.strictObject({ kind: z.literal('progress'), fraction: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
]);
export type GenerationChunk = z.infer<typeof GenerationChunk>;
