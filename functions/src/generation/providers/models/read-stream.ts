import {
  InvalidResponseDataError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { RunClock } from '../run/run-clock.ts';

interface Reading {
  readonly clock: RunClock;
  /** Called with each piece of text. The next is read when this resolves. False: the rest isn't wanted. */
  onText(delta: string): Promise<boolean> | boolean;
}

/** The end of a stream: as the model reports, or because the rest was not wanted. */
type StreamEnd = { readonly reason: string; readonly usage: LanguageModelV4Usage } | null;

/** Streams an answer. Each part counts as a sign of life. @throws whatever interrupts the stream */
export async function readStream(
  model: LanguageModelV4,
  call: LanguageModelV4CallOptions,
  { clock, onText }: Reading,
): Promise<StreamEnd> {
  const { stream } = await clock.orStop(model.doStream({ ...call, abortSignal: clock.signal }));
  const reader = stream.getReader();
  for (;;) {
    const { done, value: part } = await clock.orStop(reader.read());
    clock.alive();
    if (done) {
      throw new InvalidResponseDataError({
        data: undefined,
        message: 'The stream ended before the answer did.',
      });
    }
    if (part.type === 'error') throw part.error;
    if (part.type === 'finish') return { reason: part.finishReason.unified, usage: part.usage };
    if (part.type === 'text-delta' && !(await clock.orStop(Promise.resolve(onText(part.delta))))) return null;
  }
}
