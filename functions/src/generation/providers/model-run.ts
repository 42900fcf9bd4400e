import type {
  ImageModelV4,
  ImageModelV4CallOptions,
  JSONValue,
  LanguageModelV4,
  SpeechModelV4,
  TranscriptionModelV4,
  Experimental_VideoModelV4 as VideoModelV4,
} from '@ai-sdk/provider';
import type { GenerationInput, GenerationOutput, Quantity, Variant } from '../../contract/index.ts';
import type { CutOptions, Reel } from './media/render-reel.ts';
import type { RunLimits } from './run-clock.ts';

/** One piece of work for one model. */
export interface ModelRun {
  readonly input: GenerationInput;
  /** What the input's sources are, by request id: every one that `sourcesOf` names is there. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The catalog's `provider` and `providerModel`. */
  readonly provider: string;
  readonly providerModel: string;
  /** The size and quality that was chosen; null: the model has no choice. */
  readonly variant: Variant | null;
  /** The operation's style, added to the prompt. */
  readonly style: string | null;
  /** Sent with every try as `Idempotency-Key`, so that a provider which honours it does the work once. */
  readonly idempotencyKey: string;
  /** Stops the work; a chat keeps what it had delivered. */
  readonly abortSignal: AbortSignal;
  readonly limits: RunLimits;
  /** Work that a provider took on in an earlier run: asked for, not begun anew. */
  readonly job: JSONValue | null;
  /** The provider has taken on the work under this reference: resolves when it is stored, and not before is it asked for. */
  onJob?(job: JSONValue): Promise<void>;
  /** Each piece of text as it comes, with the tokens so far. The next is read when it resolves. Must not throw. */
  onText?(delta: string, tokensSoFar: { inputTokens: number; outputTokens: number }): unknown;
  /** How far it is, 0 to 1, where the provider knows. Must not throw. */
  onProgress?(fraction: number): void;
}

/** An earlier output, with its bytes when it is a file. */
export interface Source {
  readonly output: GenerationOutput;
  readonly bytes: Uint8Array;
}

export interface ModelOutcome {
  /** Files are `here`, however large: the caller puts them where they belong. */
  readonly output: GenerationOutput;
  /** What was used, in all that can be counted about it: prices and costs may charge by different things. */
  readonly quantity: Quantity;
  /** What the provider bills, where that is not what was used: a whole shot of which a part is shown. */
  readonly billed?: Quantity;
}

/** What is told of a model's work while it goes on. */
export interface Watch {
  /** How far it is, 0 to 1. */
  onProgress?(fraction: number): void;
  /** The provider has answered a question: it is there, and the work goes on. */
  onAlive?(): void;
}

/**
 * What a provider can do: models of the AI SDK, and two for what the SDK has no interface for. A method that is not there
 * or throws NoSuchModelError tells that it cannot serve.
 */
export interface ModelProvider {
  /** Pictures; edits come with `files`. */
  imageModel?(modelId: string, watch?: Watch): ImageModelV4;
  /** Returns the chosen size and quality in its own words; without it the usual image is made. */
  imageOptions?(modelId: string, choice: ImageChoice): Partial<ImageOptions>;
  /** Chat and stories. */
  languageModel?(modelId: string): LanguageModelV4;
  /** Voice and narration. */
  speechModel?(modelId: string): SpeechModelV4;
  /** Captions: when each word is spoken. */
  transcriptionModel?(modelId: string): TranscriptionModelV4;
  /** Video, with `doStart` and `doStatus`. */
  videoModel?(modelId: string): VideoModelV4;
  musicModel?(modelId: string, watch?: Watch): MusicModel;
  /** Render and polish. */
  cutterModel?(modelId: string): CutterModel;
}

/** The size and quality of image that was chosen, or how many times as large one is to become. */
export interface ImageChoice {
  readonly variant: Variant | undefined;
  readonly size: `${number}x${number}` | undefined;
  readonly quality: string | undefined;
  readonly scale: number | undefined;
}

export type ImageOptions = Pick<ImageModelV4CallOptions, 'size' | 'aspectRatio' | 'providerOptions'>;

export interface MusicModel {
  generate(options: {
    prompt: string;
    seconds: number;
    headers: Record<string, string>;
    abortSignal: AbortSignal;
  }): Promise<{ audio: Uint8Array }>;
}

/** Makes a video out of files. @throws TypeError, FfmpegError; the signal's reason */
export interface CutterModel {
  render(reel: Reel, options: CutOptions): Promise<Uint8Array>;
  polish(video: Uint8Array, options: CutOptions): Promise<Uint8Array>;
}
