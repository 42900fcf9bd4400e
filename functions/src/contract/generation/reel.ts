import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { quoteInput } from '../catalog/pricing.ts';
import { AppError } from '../errors.ts';
import type { IssueCode } from '../messages/issues-en.ts';
import { Micros } from '../money/micros.ts';
import { ANY_SOURCE } from '../operations/fields.ts';
import { MAX_SHOTS } from '../operations/render.ts';
import { MAX_SCENES } from '../operations/story.ts';
import { openEnum } from '../store/stored-document.ts';
import { RequestId } from '../text/identifiers.ts';
import { preview, wellFormedText } from '../text/text.ts';
import { Failure } from './failure.ts';
import type { OutputOf } from './generation.ts';
import type { GenerationInput, InputOf } from './generation-input.ts';

/**
 * The longest scene, and the longest text that its images are made from, so that everything has a price before it is
 * written.
 */
export const MAX_SCENE_CHARACTERS = 280;
const MAX_IMAGE_CHARACTERS = 1_000;
const REEL_MUSIC_SECONDS = 60;

/** The different views of a scene's images. */
const views = [
  '',
  ' Seen from further away, with everything around it.',
  ' A close view of what matters most in it.',
  ' The same from another side.',
  ' The same a moment later.',
];
export const MAX_IMAGES_A_SCENE = 5;

/** A user's request for a reel. */
export const ReelBrief = z
  .strictObject({
    prompt: wellFormedText({ min: 1, max: 1_000 }),
    scenes: z.int().min(1).max(MAX_SCENES),
    /** The number of images per scene, shown one after the other while its text is spoken. */
    pictures: z.int().min(1).max(MAX_IMAGES_A_SCENE),
    music: z.boolean(),
    polish: z.boolean(),
  })
  .refine(({ scenes, pictures }) => scenes * pictures <= MAX_SHOTS, {
    path: ['pictures'],
    error: 'too-many-images' satisfies IssueCode,
    params: { bound: MAX_SHOTS },
  });
export type ReelBrief = z.infer<typeof ReelBrief>;

const reelKinds = ['story', 'image', 'narration', 'captions', 'music', 'render', 'polish'] as const;
type ReelKind = (typeof reelKinds)[number];

/** One operation of a reel, held, captured and released separately. */
export const ReelStep = z.strictObject({
  /** `story`, `image-1`, …, `narration`, `captions`, `music`, `render`, `polish`. */
  name: z.string(),
  kind: openEnum(reelKinds),
  operation: z.string(),
  model: z.string(),
  status: z.enum(['waiting', 'running', 'completed', 'failed']),
  /** Made when the step begins; a new one when it is retried after a failure. */
  requestId: RequestId.nullable(),
  /** The most that it can cost, at the prices that were shown. */
  priceMicros: Micros,
  capturedMicros: Micros,
  failure: Failure.nullable(),
});
export type ReelStep = z.infer<typeof ReelStep>;

/**
 * Returns the steps of a reel in order, each with the most that it can cost.
 * @throws AppError `unknown-operation`, `operation-disabled` when the catalog doesn't sell a step
 */
export function planReel(catalog: Catalog, wish: ReelBrief): ReelStep[] {
  const images = Array.from({ length: wish.scenes * wish.pictures }, (_, index) => ({
    name: `image-${index + 1}`,
    kind: 'image' as const,
  }));
  const steps: { name: string; kind: ReelKind }[] = [
    { name: 'story', kind: 'story' },
    ...images,
    { name: 'narration', kind: 'narration' },
    { name: 'captions', kind: 'captions' },
    ...(wish.music ? [{ name: 'music', kind: 'music' as const }] : []),
    { name: 'render', kind: 'render' },
    ...(wish.polish ? [{ name: 'polish', kind: 'polish' as const }] : []),
  ];
  return steps.map(({ name, kind }) => {
    const { operationName, modelName, priceMicros } = quoteInput(catalog, {
      operation: operationOf(catalog, kind),
      input: inputs[kind].largest(wish),
    });
    const fresh = { status: 'waiting', requestId: null, capturedMicros: 0, failure: null } as const;
    return { name, kind, operation: operationName, model: modelName, priceMicros, ...fresh };
  });
}

/** Returns the most that all steps can cost. */
export function totalPriceMicros(steps: readonly Pick<ReelStep, 'priceMicros'>[]): number {
  return steps.reduce((sum, { priceMicros }) => sum + priceMicros, 0);
}

function operationOf(catalog: Catalog, kind: ReelKind): string {
  const all = Object.entries(catalog.operations).filter(([, operation]) => operation.kind === kind);
  const [name] = all.find(([, { enabled }]) => enabled) ?? all[0] ?? [];
  if (name === undefined) throw new AppError('unknown-operation', { reason: 'reel-step', kind });
  return name;
}

/** A step that is about to begin, and the outputs of the steps before it. */
interface Begun {
  readonly name: string;
  readonly wish: ReelBrief;
  /** Returns the texts of the scenes, each short enough to be spoken at the price that was shown. */
  texts(): string[];
  story(): OutputOf<'story'>;
  /** Returns the request that made a step's output; null if there is no such step, or it made nothing. */
  madeBy(step: string): string | null;
  /** @throws Error when the step made nothing */
  source(step: string): string;
}

/** For each kind of step, its input, and an input of the greatest length that it can have. */
const inputs: {
  readonly [K in ReelKind]: { largest(wish: ReelBrief): InputOf<K>; of(step: Begun): InputOf<K> };
} = {
  story: {
    largest: ({ prompt, scenes }) => ({ kind: 'story', prompt, scenes }),
    of: ({ wish: { prompt, scenes } }) => ({ kind: 'story', prompt, scenes }),
  },
  image: {
    largest: () => ({ kind: 'image', prompt: 'x'.repeat(MAX_IMAGE_CHARACTERS) }),
    of({ name, wish, story }) {
      const index = Number(name.slice('image-'.length)) - 1;
      const { imagePrompt } = story().scenes[Math.floor(index / wish.pictures)] ?? missing(name);
      const view = views[index % wish.pictures] ?? '';
      return { kind: 'image', prompt: preview(imagePrompt, MAX_IMAGE_CHARACTERS - view.length) + view };
    },
  },
  narration: {
    largest: (wish) => ({ kind: 'narration', text: longestText(wish) }),
    of: ({ texts }) => ({ kind: 'narration', text: texts().join(' ') }),
  },
  captions: {
    largest: (wish) => ({ kind: 'captions', text: longestText(wish), source: ANY_SOURCE }),
    of: ({ texts, source }) => ({
      kind: 'captions',
      text: texts().join(' '),
      source: source('narration'),
    }),
  },
  music: {
    largest: ({ prompt }) => ({ kind: 'music', prompt, seconds: REEL_MUSIC_SECONDS }),
    of: ({ wish }) => ({
      kind: 'music',
      prompt: `Background music for: ${wish.prompt}`.slice(0, 400),
      seconds: REEL_MUSIC_SECONDS,
    }),
  },
  render: {
    largest: ({ scenes, pictures }) => ({
      kind: 'render',
      scenes: Array.from({ length: scenes * pictures }, () => ({ image: ANY_SOURCE, text: longestScene })),
      narration: ANY_SOURCE,
      music: ANY_SOURCE,
      captions: ANY_SOURCE,
    }),
    of: ({ wish, texts, source, madeBy }) => ({
      kind: 'render',
      scenes: texts()
        .flatMap((text) => inParts(text, wish.pictures))
        .map((text, index) => ({ image: source(`image-${index + 1}`), text })),
      narration: source('narration'),
      music: madeBy('music'),
      captions: madeBy('captions'),
    }),
  },
  polish: {
    largest: () => ({ kind: 'polish', source: ANY_SOURCE }),
    of: ({ source }) => ({ kind: 'polish', source: source('render') }),
  },
};

/** Of all scripts, this takes the longest to speak. */
const longestScene = '文'.repeat(MAX_SCENE_CHARACTERS);

function longestText({ scenes }: ReelBrief): string {
  return Array(scenes).fill(longestScene).join(' ');
}

/**
 * Returns the input of a step, made from the outputs of the steps before it.
 * @param story the output of the step `story`; null: not made yet
 */
export function inputOfStep(
  { kind, name }: ReelStep,
  { wish, steps }: { wish: ReelBrief; steps: readonly ReelStep[] },
  story: OutputOf<'story'> | null,
): GenerationInput {
  // A later build may have other kinds of steps.
  if (!Object.hasOwn(inputs, kind)) throw new Error(`A reel has no step of the kind ${kind}`);
  const madeBy = (wanted: string) => steps.find((step) => step.name === wanted)?.requestId ?? null;
  const written = () => story ?? missing('story');
  return inputs[kind].of({
    name,
    wish,
    madeBy,
    source: (wanted) => madeBy(wanted) ?? missing(wanted),
    story: written,
    texts: () => written().scenes.map(({ text }) => fitting(text)),
  });
}

function missing(what: string): never {
  throw new Error(`The reel's ${what} has not been made`);
}

/**
 * Returns the part of a scene's text that can be spoken at the price that was shown: whole sentences, if it has any.
 */
function fitting(text: string): string {
  if (text.length <= MAX_SCENE_CHARACTERS) return text;
  const cut = preview(text, MAX_SCENE_CHARACTERS);
  return /^.*[.!?。！？…]/su.exec(cut)?.[0] ?? cut;
}

/** Splits a text into parts with about as many words each. If there are too few words, some parts are empty. */
function inParts(text: string, count: number): string[] {
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)];
  return Array.from({ length: count }, (_, part) => {
    const at = (edge: number) => Math.floor((edge * words.length) / count);
    const spoken = words.slice(at(part), at(part + 1)).map(({ segment }) => segment);
    return spoken.join('').trim() || '…';
  });
}
