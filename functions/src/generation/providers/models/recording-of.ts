import type { OutputOf } from '../../../contract/index.ts';
import { mediaFacts } from '../media/media-facts.ts';
import type { RunClock } from '../run/run-clock.ts';
import { notOfKind, toAlt, toFile } from './made-file.ts';

/** Turns the bytes of a sound into an output. @throws ProviderError `provider-failed` when they aren't a sound */
export async function audioOf(bytes: Uint8Array, clock: RunClock): Promise<OutputOf<'audio'>> {
  const file = toFile(bytes);
  const facts = await clock.orStop(mediaFacts(bytes, { abortSignal: clock.signal }));
  if (facts?.kind !== 'audio') throw notOfKind(bytes, 'sound');
  const { mediaType, durationMs } = facts;
  return { kind: 'audio', mediaType, file, durationMs };
}

/** Turns the bytes of a video into an output. @throws ProviderError `provider-failed` when they aren't a video */
export async function videoOf(
  bytes: Uint8Array,
  { clock, alt }: { clock: RunClock; alt: string },
): Promise<OutputOf<'video'>> {
  const file = toFile(bytes);
  const facts = await clock.orStop(mediaFacts(bytes, { abortSignal: clock.signal }));
  if (facts?.kind !== 'video') throw notOfKind(bytes, 'video');
  const { mediaType, durationMs, width, height } = facts;
  return { kind: 'video', mediaType, file, durationMs, width, height, alt: toAlt(alt) };
}

/** The padding that encoders add at the end: a frame or two. */
const PADDING_MS = 100;

/** Returns the number of started seconds. */
export function startedSeconds({ durationMs }: { durationMs: number }): number {
  return Math.max(1, Math.ceil((durationMs - PADDING_MS) / 1_000));
}

/** Returns the seconds that a provider bills for a recording: those ordered, or more if it made more. */
export function billedSeconds(made: { durationMs: number }, orderedSeconds: number): number {
  return Math.max(orderedSeconds, startedSeconds(made));
}
