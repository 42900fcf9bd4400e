import type {
  ImageModelV4,
  ImageModelV4CallOptions,
  JSONValue,
  LanguageModelV4,
  SpeechModelV4,
  TranscriptionModelV4,
  Experimental_VideoModelV4 as VideoModelV4,
} from '@ai-sdk/provider';
import type { GenerationInput, GenerationOutput, Quantity, Variant } from '../../../contract/index.ts';
import type { CutOptions, Reel } from '../media/render-reel.ts';
import type { RunLimits } from '../run/run-clock.ts';

/** One run of a model. */
export interface ModelRun {
  readonly input: GenerationInput;
  /** The input's sources by request id. Every one that `sourcesOf` names is included. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The catalog's `provider` and `providerModel`. */
  readonly provider: string;
  readonly providerModel: string;
  /** The selected size and quality; null: the model has no choice. */
  readonly variant: Variant | null;
  /** The operation's style, added to the prompt. */
  readonly style: string | null;
  /** Sent with every attempt as `Idempotency-Key`, so that a provider that supports it does the work once. */
  readonly idempotencyKey: string;
  /** Stops the work. A chat keeps what it has delivered. */
  readonly abortSignal: AbortSignal;
  readonly limits: RunLimits;
  /** The reference of work that a provider accepted in an earlier run, which is polled and not started again. */
  readonly job: JSONValue | null;
  /**
   * Called when the provider has accepted the work. The work isn't polled before this resolves, because the reference
   * must be stored first.
   */
  onJob?(job: JSONValue): Promise<void>;
  /**
   * Called with each piece of text and the tokens so far. The next piece is read when this resolves. Must not throw.
   */
  onText?(delta: string, tokensSoFar: { inputTokens: number; outputTokens: number }): unknown;
  /** Called with the progress from 0 to 1, if the provider reports it. Must not throw. */
  onProgress?(fraction: number): void;
}

/** An earlier output, with its bytes if it is a file. */
export interface Source {
  readonly output: GenerationOutput;
  readonly bytes: Uint8Array;
}

export interface ModelOutcome {
  /** Files are `here`, whatever their size. The caller moves them to where they belong. */
  readonly output: GenerationOutput;
  /** The usage in every unit in which it is counted, because prices and costs may charge by different units. */
  readonly quantity: Quantity;
  /** The billed quantity, if it differs from usage: for example a whole shot, of which only a part is shown. */
  readonly billed?: Quantity;
}

/** Callbacks while a model works. */
export interface Watch {
  /** Called with the progress from 0 to 1. */
  onProgress?(fraction: number): void;
  /** Called when the provider has responded to a poll, so it is alive and the work continues. */
  onAlive?(): void;
}

/**
 * The models of a provider: those of the AI SDK, and two for which the SDK has no interface. If a method is missing or
 * throws NoSuchModelError, the provider doesn't support that kind.
 */
export interface ModelProvider {
  /** Images; edits have `files`. */
  imageModel?(modelId: string, watch?: Watch): ImageModelV4;
  /**
   * Returns the provider's options for the selected size and quality. Without this, the provider makes its usual image.
   */
  imageOptions?(modelId: string, choice: ImageChoice): Partial<ImageOptions>;
  /** Chat and stories. */
  languageModel?(modelId: string): LanguageModelV4;
  /** Voice and narration. */
  speechModel?(modelId: string): SpeechModelV4;
  /** Captions: the time of each spoken word. */
  transcriptionModel?(modelId: string): TranscriptionModelV4;
  /** Video, with `doStart` and `doStatus`. */
  videoModel?(modelId: string): VideoModelV4;
  musicModel?(modelId: string, watch?: Watch): MusicModel;
  /** Render and polish. */
  cutterModel?(modelId: string): CutterModel;
}

/** The selected size and quality of an image, or the factor by which to enlarge one. */
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

/** Makes a video from files. @throws TypeError, FfmpegError; the signal's reason */
export interface CutterModel {
  render(reel: Reel, options: CutOptions): Promise<Uint8Array>;
  polish(video: Uint8Array, options: CutOptions): Promise<Uint8Array>;
}
