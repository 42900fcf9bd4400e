import { z } from 'zod';
import type { Facts } from './operations/define-operation.ts';
import { since } from './stored-document.ts';

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
    /** Of the picture as it is shown; null: it was made before its size was stored. */
    width: since(3, Pixels),
    height: since(3, Pixels),
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

/** Returns what is known of a result that later work may start from. */
export function factsOf(output: GenerationOutput): Facts {
  const { width, height } = 'width' in output ? output : { width: null, height: null };
  return { width, height, durationMs: 'durationMs' in output ? output.durationMs : null };
}
