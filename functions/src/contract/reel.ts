import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import { AppError } from './errors.ts';
import { Failure } from './failure.ts';
import type { OutputOf } from './generation.ts';
import type { GenerationInput, InputOf } from './generation-input.ts';
import { RequestId } from './identifiers.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
import { ANY_SOURCE } from './operations/fields.ts';
import { MAX_SHOTS } from './operations/render.ts';
import { MAX_SCENES } from './operations/story.ts';
import { quoteInput } from './pricing.ts';
import { openEnum } from './stored-document.ts';
import { preview, wellFormedText } from './text.ts';

/** A scene is at most as long as this, and so is what its pictures are made from: all has a price before it is written. */
export const MAX_SCENE_CHARACTERS = 280;
const MAX_IMAGE_CHARACTERS = 1_000;
const REEL_MUSIC_SECONDS = 60;

/** How the pictures of a scene differ. */
const views = [
  '',
  ' Seen from further away, with everything around it.',
  ' A close view of what matters most in it.',
  ' The same from another side.',
  ' The same a moment later.',
];
export const MAX_IMAGES_A_SCENE = 5;

/** What a person asks for. */
export const ReelBrief = z
  .strictObject({
    prompt: wellFormedText({ min: 1, max: 1_000 }),
    scenes: z.int().min(1).max(MAX_SCENES),
    /** Of each scene: shown one after the other while its text is spoken. */
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

/** One operation of a reel: held, captured or released on its own. */
export const ReelStep = z.strictObject({
  /** `story`, `image-1`, …, `narration`, `captions`, `music`, `render`, `polish`. */
  name: z.string(),
  kind: openEnum(reelKinds),
  operation: z.string(),
  model: z.string(),
  status: z.enum(['waiting', 'running', 'completed', 'failed']),
  /** Made when it begins; a new one when it is tried again after it failed. */
  requestId: RequestId.nullable(),
  /** The most it can cost, at the prices that were shown. */
  priceMicros: Micros,
  capturedMicros: Micros,
  failure: Failure.nullable(),
});
export type ReelStep = z.infer<typeof ReelStep>;

/**
 * The steps of a reel in their order, each with the most it can cost.
 * @throws AppError `unknown-operation`, `operation-disabled` when the catalog does not sell a step
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

/** What all of it can cost at most. */
export function totalPriceMicros(steps: readonly Pick<ReelStep, 'priceMicros'>[]): number {
  return steps.reduce((sum, { priceMicros }) => sum + priceMicros, 0);
}

function operationOf(catalog: Catalog, kind: ReelKind): string {
  const all = Object.entries(catalog.operations).filter(([, operation]) => operation.kind === kind);
  const [name] = all.find(([, { enabled }]) => enabled) ?? all[0] ?? [];
  if (name === undefined) throw new AppError('unknown-operation', { reason: 'reel-step', kind });
  return name;
}

/** A step about to begin, and what the steps before it made. */
interface Begun {
  readonly name: string;
  readonly wish: ReelBrief;
  /** The texts of the scenes, each fit to be spoken at the price that was shown. */
  texts(): string[];
  story(): OutputOf<'story'>;
  /** Returns the request that made a step's output; null: there is no such step, or it made nothing. */
  madeBy(step: string): string | null;
  /** @throws Error when that step made nothing */
  source(step: string): string;
}

/** What a step of each kind is asked to make, and an input as long as that can become. */
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

/** Of all scripts this takes longest to speak. */
const longestScene = '文'.repeat(MAX_SCENE_CHARACTERS);

function longestText({ scenes }: ReelBrief): string {
  return Array(scenes).fill(longestScene).join(' ');
}

/**
 * What a step is asked to make, from what the steps before it made.
 * @param story the output of the step `story`; null: not made yet
 */
export function inputOfStep(
  { kind, name }: ReelStep,
  { wish, steps }: { wish: ReelBrief; steps: readonly ReelStep[] },
  story: OutputOf<'story'> | null,
): GenerationInput {
  // A later build may know other kinds of steps.
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

/** What of a scene's text can be spoken at the price that was shown: whole sentences, where there is one. */
function fitting(text: string): string {
  if (text.length <= MAX_SCENE_CHARACTERS) return text;
  const cut = preview(text, MAX_SCENE_CHARACTERS);
  return /^.*[.!?。！？…]/su.exec(cut)?.[0] ?? cut;
}

/** A text in so many parts, each about as many words; where there are too few, a part says nothing. */
function inParts(text: string, count: number): string[] {
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)];
  return Array.from({ length: count }, (_, part) => {
    const at = (edge: number) => Math.floor((edge * words.length) / count);
    const spoken = words.slice(at(part), at(part + 1)).map(({ segment }) => segment);
    return spoken.join('').trim() || '…';
  });
}
