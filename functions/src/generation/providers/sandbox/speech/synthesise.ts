import { setImmediate as nextTurn } from 'node:timers/promises';
import { seededRandom } from '../pictures/seeded-random.ts';
import type { Posture } from './phonemes.ts';
import { Resonator } from './resonator.ts';
import type { Movement, Score } from './score-text.ts';
import type { Voice } from './voice-of.ts';

export const SPEECH_RATE = 24_000;
/** Samples of a millisecond: as often the mouth moves. */
const STEP = SPEECH_RATE / 1_000;
/** Milliseconds of sound before other requests of the process get their turn. */
const TURN_MS = 400;

/** How fast each part of the mouth moves: milliseconds that a change takes. */
const SMOOTH_MS = { formants: 46, amplitudes: 9, hiss: 7, pitch: 110 };

/**
 * Speaks a score: one sample a number from -1 to 1. A formant synthesiser after Klatt (1980), with the vowels' resonators
 * one behind another and one for rushing air beside them.
 * @throws the signal's reason
 */
export async function synthesise(
  score: Score,
  { voice, abortSignal }: { voice: Voice; abortSignal: AbortSignal | undefined },
): Promise<Float32Array> {
  const tracks = tracksOf(score);
  const sound = new Float32Array(Math.round(score.durationMs) * STEP);
  const random = seededRandom(`${voice.pitchHz}`);
  const mouth = new Mouth(voice, () => random.next());
  for (let ms = 0; ms * STEP < sound.length; ms++) {
    if (ms % TURN_MS === 0) {
      await nextTurn();
      abortSignal?.throwIfAborted();
    }
    const at = (track: Float32Array) => track[Math.min(ms, track.length - 1)] ?? 0;
    mouth.move({
      f1: at(tracks.f1),
      f2: at(tracks.f2),
      f3: at(tracks.f3),
      voice: at(tracks.voice),
      breath: at(tracks.breath),
      hiss: at(tracks.hiss),
      hissAt: at(tracks.hissAt),
      hissWide: at(tracks.hissWide),
      nasal: at(tracks.nasal),
      pitch: at(tracks.pitch),
    });
    for (let i = ms * STEP; i < (ms + 1) * STEP; i++) sound[i] = mouth.sample();
  }
  return evenly(sound);
}

type Position = Posture & { readonly pitch: number };
type Tracks = Readonly<Record<keyof Position, Float32Array>>;

/** Where each part of the mouth is, millisecond by millisecond: it glides from one posture to the next. */
function tracksOf({ movements, durationMs }: Score): Tracks {
  const { formants, amplitudes, hiss, pitch } = SMOOTH_MS;
  const track = (part: (movement: Movement) => number, overMs: number) =>
    smooth(steps(movements, { part, length: Math.ceil(durationMs) + 1 }), overMs);
  return {
    f1: track(({ posture }) => posture.f1, formants * 0.8),
    f2: track(({ posture }) => posture.f2, formants),
    f3: track(({ posture }) => posture.f3, formants),
    voice: track(({ posture }) => posture.voice, amplitudes * 1.6),
    breath: track(({ posture }) => posture.breath, amplitudes),
    hiss: track(({ posture }) => posture.hiss, hiss),
    hissAt: track(({ posture }) => posture.hissAt, 1),
    hissWide: track(({ posture }) => posture.hissWide, 1),
    nasal: track(({ posture }) => posture.nasal, amplitudes * 2),
    pitch: track((movement) => movement.pitch, pitch),
  };
}

function steps(
  movements: readonly Movement[],
  { part, length }: { part: (movement: Movement) => number; length: number },
): Float32Array {
  const track = new Float32Array(length);
  let endMs = 0;
  let from = 0;
  for (const movement of movements) {
    endMs += movement.ms;
    const to = Math.round(endMs);
    track.fill(part(movement), from, to);
    from = to;
  }
  return track.fill(track[Math.max(from - 1, 0)] ?? 0, from);
}

/** Twice the mean over half the time each: a soft start and a soft end. */
function smooth(track: Float32Array, overMs: number): Float32Array {
  const half = Math.round(overMs / 4);
  return half < 1 ? track : meanAround(meanAround(track, half), half);
}

function meanAround(track: Float32Array, reach: number): Float32Array {
  const mean = new Float32Array(track.length);
  const at = (index: number) => track[Math.min(Math.max(index, 0), track.length - 1)] ?? 0;
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i < track.length; i++) {
    mean[i] = sum / (2 * reach + 1);
    sum += at(i + reach + 1) - at(i - reach);
  }
  return mean;
}

/** Vocal cords, breath and the cavities they sound in. */
class Mouth {
  readonly #voice: Voice;
  readonly #chance: () => number;
  readonly #cavities = Array.from({ length: 5 }, () => new Resonator(SPEECH_RATE));
  readonly #nose = new Resonator(SPEECH_RATE);
  readonly #hiss = new Resonator(SPEECH_RATE);
  readonly #cords = new Resonator(SPEECH_RATE);
  #now: Position | undefined;
  /** Of the cords' swing: samples done, and how many it has. */
  #phase = 0;
  #period = 200;
  #breathBefore = 0;

  constructor(voice: Voice, chance: () => number) {
    this.#voice = voice;
    this.#chance = chance;
    this.#cords.tune(0, voice.softnessHz);
  }

  move(position: Position): void {
    const size = this.#voice.mouth;
    const { f1, f2, f3, nasal, hissAt, hissWide, voice } = position;
    this.#now = position;
    // An open throat damps.
    const damped = 1 + (1 - voice) * 0.6;
    const cavities = [
      [f1 * size, (42 + 60 * nasal) * damped],
      [f2 * size, (58 + 60 * nasal) * damped],
      [f3 * size, 95 * damped],
      [3_350 * size, 160],
      [4_100 * size, 220],
    ] as const;
    for (const [index, [frequencyHz, wideHz]] of cavities.entries()) {
      this.#cavities[index]?.tune(frequencyHz, wideHz);
    }
    this.#nose.tune(270 * size, 100);
    this.#hiss.tune(Math.min(hissAt * (0.7 + 0.3 * size), 10_500), hissWide);
  }

  sample(): number {
    const now = this.#now;
    if (!now) return 0;
    const white = this.#chance() * 2 - 1;
    const swing = this.#swing(now.pitch);
    // Breath is heard most while the cords are open.
    const airy = white * (swing.isOpen ? 1 : 0.5);
    const breath = airy - 0.5 * this.#breathBefore;
    this.#breathBefore = airy;
    let sound =
      this.#cords.ring(swing.push) * now.voice + breath * (now.breath + this.#voice.air * now.voice) * 0.3;
    if (now.nasal > 0.01) sound = sound * (1 - 0.35 * now.nasal) + this.#nose.ring(sound) * 0.35 * now.nasal;
    for (const cavity of this.#cavities) sound = cavity.ring(sound);
    // Air that rushes past something voiced comes in puffs.
    const puff = now.voice > 0.05 ? (swing.isOpen ? 1.2 : 0.4) : 1;
    return sound + this.#hiss.ring(white) * now.hiss * puff * hissGain(now.hissWide);
  }

  /** The slope of the air that the cords let through (KLGLOTT88): open for most of a swing, then shut at once. */
  #swing(pitch: number): { push: number; isOpen: boolean } {
    if (++this.#phase >= this.#period) {
      this.#phase = 0;
      const wobble = 1 + (this.#chance() - 0.5) * 0.012;
      this.#period = Math.round(SPEECH_RATE / (this.#voice.pitchHz * pitch * wobble));
    }
    const openFor = this.#period * 0.62;
    if (this.#phase >= openFor) return { push: 0, isOpen: false };
    const at = this.#phase / openFor;
    return { push: (2 * at - 3 * at * at) * 1.6, isOpen: true };
  }
}

/** A narrow filter lets less of the air through. */
function hissGain(wideHz: number): number {
  return 0.3 * Math.sqrt(1_500 / wideHz);
}

const PEAK = 0.85;

/** As loud as fits. */
function evenly(sound: Float32Array): Float32Array {
  let peak = 1e-6;
  for (const sample of sound) peak = Math.max(peak, Math.abs(sample));
  return sound.map((sample) => (sample / peak) * PEAK);
}
