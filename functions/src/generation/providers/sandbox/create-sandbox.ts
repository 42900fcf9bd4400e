import { NoSuchModelError, type ProviderV4 } from '@ai-sdk/provider';
import type { ModelProvider } from '../model-run.ts';
import { CallLog } from './call-log.ts';
import { createChatModel } from './chat-model.ts';
import { createCutterModel } from './cutter-model.ts';
import { createMusicModel } from './music-model.ts';
import { createPictureModel } from './picture-model.ts';
import { createSpeechModel } from './speech-model.ts';
import { createTranscriptionModel } from './transcription-model.ts';
import { createVideoModel } from './video-model.ts';

/** An AI SDK provider that makes everything itself, without network: see `readDirectives` for how to make it slow or fail. */
export interface Sandbox
  extends Required<ModelProvider>,
    Omit<ProviderV4, 'imageModel' | 'languageModel' | 'speechModel' | 'transcriptionModel' | 'videoModel'> {
  /** What it was called for, by idempotency key. */
  readonly calls: CallLog;
}

export interface SandboxOptions {
  /** Milliseconds before each word of a chat. */
  readonly paceMs?: number;
  /** Milliseconds before a video can be fetched. */
  readonly videoMs?: number;
}

/**
 * Any name is a model; each has its own look, voice and sound. The same model and prompt always give the same output.
 */
export function createSandbox({ paceMs = 15, videoMs = 1_500 }: SandboxOptions = {}): Sandbox {
  const calls = new CallLog();
  return {
    specificationVersion: 'v4',
    calls,
    imageModel: (modelId, watch) => createPictureModel(modelId, { calls, ...watch }),
    languageModel: (modelId) => createChatModel(modelId, { calls, paceMs }),
    speechModel: (modelId) => createSpeechModel(modelId, { calls }),
    transcriptionModel: (modelId) => createTranscriptionModel(modelId, { calls }),
    videoModel: (modelId) => createVideoModel(modelId, { calls, videoMs }),
    musicModel: (modelId) => createMusicModel(modelId, { calls }),
    cutterModel: () => createCutterModel({ calls }),
    embeddingModel(modelId) {
      throw new NoSuchModelError({ modelId, modelType: 'embeddingModel' });
    },
  };
}
