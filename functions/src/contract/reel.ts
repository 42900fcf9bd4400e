import { z } from 'zod';
import { type Catalog, OperationKind } from './catalog.ts';
import { AppError, assertNever } from './errors.ts';
import { Failure } from './failure.ts';
import { type GenerationInput, type GenerationOutput, MAX_SCENES, MAX_SHOTS } from './generation.ts';
import { RequestId } from './identifiers.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
import { quoteInput } from './pricing.ts';
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

/** One operation of a reel: held, captured or released on its own. */
export const ReelStep = z.strictObject({
  /** `story`, `image-1`, …, `narration`, `captions`, `music`, `render`, `polish`. */
  name: z.string(),
  kind: OperationKind,
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
      input: largestInput(kind, wish),
    });
    const fresh = { status: 'waiting', requestId: null, capturedMicros: 0, failure: null } as const;
    return { name, kind, operation: operationName, model: modelName, priceMicros, ...fresh };
  });
}

type ReelKind = 'story' | 'image' | 'narration' | 'captions' | 'music' | 'render' | 'polish';

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

const anySource = '00000000-0000-7000-8000-000000000000';

/** An input as long as the step's can become. */
function largestInput(kind: ReelKind, { prompt, scenes, pictures }: ReelBrief): GenerationInput {
  // Of all scripts this takes longest to speak.
  const scene = '文'.repeat(MAX_SCENE_CHARACTERS);
  const text = Array(scenes).fill(scene).join(' ');
  switch (kind) {
    case 'story':
      return { kind, prompt, scenes };
    case 'image':
      return { kind, prompt: 'x'.repeat(MAX_IMAGE_CHARACTERS) };
    case 'narration':
      return { kind, text };
    case 'captions':
      return { kind, text, source: anySource };
    case 'music':
      return { kind, prompt, seconds: REEL_MUSIC_SECONDS };
    case 'render': {
      const all = Array.from({ length: scenes * pictures }, () => ({ image: anySource, text: scene }));
      return { kind, scenes: all, narration: anySource, music: anySource, captions: anySource };
    }
    case 'polish':
      return { kind, source: anySource };
    default:
      return assertNever(kind);
  }
}

/**
 * What a step is asked to make, from what the steps before it made.
 * @param story the output of the step `story`; null: not made yet
 */
export function inputOfStep(
  { kind, name }: ReelStep,
  { wish, steps }: { wish: ReelBrief; steps: readonly ReelStep[] },
  story: Extract<GenerationOutput, { kind: 'story' }> | null,
): GenerationInput {
  const madeBy = (wanted: string) => steps.find((step) => step.name === wanted)?.requestId ?? null;
  const source = (wanted: string) => madeBy(wanted) ?? missing(wanted);
  const scenes = () => story?.scenes ?? missing('story');
  const texts = () => scenes().map((scene) => fitting(scene.text));
  const text = () => texts().join(' ');
  switch (kind) {
    case 'story':
      return { kind, prompt: wish.prompt, scenes: wish.scenes };
    case 'image': {
      const index = Number(name.slice('image-'.length)) - 1;
      const { imagePrompt } = scenes()[Math.floor(index / wish.pictures)] ?? missing(name);
      const view = views[index % wish.pictures] ?? '';
      return { kind, prompt: preview(imagePrompt, MAX_IMAGE_CHARACTERS - view.length) + view };
    }
    case 'narration':
      return { kind, text: text() };
    case 'captions':
      return { kind, text: text(), source: source('narration') };
    case 'music':
      return {
        kind,
        prompt: `Background music for: ${wish.prompt}`.slice(0, 400),
        seconds: REEL_MUSIC_SECONDS,
      };
    case 'render':
      return {
        kind,
        scenes: texts()
          .flatMap((one) => inParts(one, wish.pictures))
          .map((part, index) => ({ image: source(`image-${index + 1}`), text: part })),
        narration: source('narration'),
        music: madeBy('music'),
        captions: madeBy('captions'),
      };
    case 'polish':
      return { kind, source: source('render') };
    default:
      throw new Error(`A reel has no step of the kind ${kind}`);
  }
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
