import { NoSuchModelError, type ProviderV4 } from '@ai-sdk/provider';
import type { ModelProvider } from '../model-run.ts';
import { CallLog } from './call-log.ts';
import { createChatModel } from './chat-model.ts';
import { createPictureModel } from './picture-model.ts';
import { pictureModels } from './pictures/draw-picture.ts';

/** An AI SDK provider that needs no network: see `readDirectives` for how to make it slow or fail. */
export interface Sandbox
  extends Required<Pick<ModelProvider, 'imageModel' | 'languageModel'>>,
    Omit<ProviderV4, 'imageModel' | 'speechModel' | 'transcriptionModel' | 'videoModel'> {
  /** What it was called for, by idempotency key. */
  readonly calls: CallLog;
}

export interface SandboxOptions {
  /** Milliseconds before each word of a chat. */
  readonly paceMs?: number;
}

/** Image models `aurora` and `terrain`, language model `chat`. The same prompt always gives the same output. */
export function createSandbox({ paceMs = 15 }: SandboxOptions = {}): Sandbox {
  const calls = new CallLog();
  return {
    specificationVersion: 'v4',
    calls,
    imageModel(modelId, watch) {
      const model = pictureModels.find((name) => name === modelId);
      if (!model) throw new NoSuchModelError({ modelId, modelType: 'imageModel' });
      return createPictureModel(model, { calls, ...watch });
    },
    languageModel(modelId) {
      if (modelId !== 'chat') throw new NoSuchModelError({ modelId, modelType: 'languageModel' });
      return createChatModel({ calls, paceMs });
    },
    embeddingModel(modelId) {
      throw new NoSuchModelError({ modelId, modelType: 'embeddingModel' });
    },
  };
}
