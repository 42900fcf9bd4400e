import type { GenerationInput, GenerationOutput } from '../../../src/contract/index.ts';
import { ProviderError } from '../../../src/generation/providers/run/provider-error.ts';
import type { RunModel } from '../../../src/generation/runners/create-model-runner.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** How a provider works: how long, and what it does when it is told to stop. */
export interface Provider {
  readonly takesMs: number;
  /** Milliseconds until it heeds a stop; null: never, it makes the whole and delivers it. */
  readonly stopsAfterMs: number | null;
}

const TOKENS = 40;
const INPUT_TOKENS = 5;
const scenes = [{ text: 'A fox follows a light.', imagePrompt: 'a fox at night' }];
const file = { where: 'here', base64: 'AAAA' } as const;
const size = { durationMs: 2_000, width: 640, height: 360 };
const video = { kind: 'video', mediaType: 'video/mp4', file, alt: 'a video', ...size } as const;

export interface Told {
  readonly begun: (activityId: string) => void;
  /** How many tokens have been streamed. */
  readonly delivered: (activityId: string, outputTokens: number) => void;
}

/** A provider of every kind, which tells what it does. */
export function createSimulatedProvider(
  world: SimulatedWorld,
  { takesMs, stopsAfterMs, begun, delivered }: Provider & Told,
): RunModel {
  return async ({ input, idempotencyKey, abortSignal, job, onJob, onProgress, onText }) => {
    begun(idempotencyKey);
    const isStopped = () => abortSignal.aborted && stopsAfterMs !== null;
    const stop = async (partial?: ProviderError['partial']): Promise<never> => {
      await world.time.sleep(stopsAfterMs ?? 0);
      throw new ProviderError('cancelled', { reason: 'stopped' }, { partial });
    };
    if (input.kind === 'chat') {
      let text = '';
      for (let outputTokens = 1; outputTokens <= TOKENS; outputTokens++) {
        await world.time.sleep(takesMs / TOKENS);
        if (isStopped()) await stop(text === '' ? undefined : chatOf(text, 'cancelled', outputTokens - 1));
        text += 'word ';
        delivered(idempotencyKey, outputTokens);
        await onText?.('word ', { inputTokens: INPUT_TOKENS, outputTokens });
      }
      return chatOf(text, 'stop', TOKENS);
    }
    if (input.kind === 'video' && job === null) await onJob?.({ id: idempotencyKey });
    for (let part = 0; part < 10; part++) {
      if (isStopped()) await stop();
      await world.time.sleep(takesMs / 10);
      onProgress?.(part / 10);
    }
    return isStopped() ? stop() : { output: outputOf(input), quantity: {} };
  };
}

function chatOf(text: string, finish: 'stop' | 'cancelled', outputTokens: number) {
  const tokens = { inputTokens: INPUT_TOKENS, outputTokens };
  return { output: { kind: 'chat' as const, text, finish, ...tokens }, quantity: tokens };
}

function outputOf({ kind }: GenerationInput): GenerationOutput {
  switch (kind) {
    case 'story':
      return { kind, title: 'The Lighthouse', scenes };
    case 'captions':
      return { kind, text: 'WEBVTT' };
    case 'narration':
    case 'music':
      return { kind: 'audio', mediaType: 'audio/mpeg', file, durationMs: 9_000 };
    case 'image':
      return { kind, mediaType: 'image/png', file, alt: 'a picture', width: null, height: null };
    default:
      return video;
  }
}
