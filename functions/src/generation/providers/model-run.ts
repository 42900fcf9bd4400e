import type { ImageModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import type { GenerationInput, GenerationOutput, Quantity } from '../../contract/index.ts';

/** One piece of work for one model. */
export interface ModelRun {
  readonly input: GenerationInput;
  /** The catalog's `provider` and `providerModel`. */
  readonly provider: string;
  readonly providerModel: string;
  /** Sent with every try as `Idempotency-Key`, so that a provider which honours it does the work once. */
  readonly idempotencyKey: string;
  /** Stops the work; a chat keeps what it had delivered. */
  readonly abortSignal: AbortSignal;
  /** Milliseconds from now that the run may take, its retries included. */
  readonly deadlineMs: number;
  /** Each piece of text as it comes, with the tokens delivered so far. Must not throw. */
  onText?(delta: string, tokensSoFar: { inputTokens: number; outputTokens: number }): void;
  /** How far a picture is, 0 to 1, where the provider knows. Must not throw. */
  onProgress?(fraction: number): void;
}

export interface ModelOutcome {
  readonly output: GenerationOutput;
  /** What was used: one unit for a picture, tokens for a chat. */
  readonly quantity: Quantity;
}

/** The part of an AI SDK provider that runs need. */
export interface ModelProvider {
  /** @throws NoSuchModelError, and whatever else tells that it cannot serve */
  imageModel(modelId: string, watch?: { onProgress?(fraction: number): void }): ImageModelV4;
  /** @throws NoSuchModelError, and whatever else tells that it cannot serve */
  languageModel(modelId: string): LanguageModelV4;
}
