import { setImmediate as nextTurn } from 'node:timers/promises';
import { seededRandom } from '../pictures/seeded-random.ts';
import { type Note, type Part, TUNE_BEATS, type Tune } from './compose-tune.ts';

export const MUSIC_RATE = 32_000;
/** Left and right. */
const CHANNELS = 2;
const FADE_IN_SECONDS = 0.6;
const FADE_OUT_SECONDS = 2;
const LOUDEST = 0.8;

/** How much of a part is heard on the left; the rest is on the right. */
const left: Readonly<Record<Part, number>> = {
  pad: 0.5,
  bass: 0.5,
  lead: 0.42,
  kick: 0.5,
  snare: 0.54,
  hat: 0.66,
};
/** How loud the parts are to one another. */
const level: Readonly<Record<Part, number>> = {
  pad: 0.16,
  bass: 0.34,
  lead: 0.34,
  kick: 0.6,
  snare: 0.34,
  hat: 0.28,
};

/**
 * Plays a tune over and over for exactly so many seconds, softly in and out: left and right in turn.
 * @throws the signal's reason
 */
export async function playTune(
  tune: Tune,
  { seconds, abortSignal }: { seconds: number; abortSignal: AbortSignal | undefined },
): Promise<Float32Array> {
  const length = Math.round(seconds * MUSIC_RATE);
  const sound = new Float32Array(length * CHANNELS);
  const beatSeconds = 60 / tune.beatsPerMinute;
  const players = new Players(tune);
  const rounds = Math.ceil(seconds / (TUNE_BEATS * beatSeconds));
  for (let round = 0; round < rounds; round++) {
    for (const [index, note] of tune.notes.entries()) {
      if (index % 40 === 0) {
        await nextTurn();
        abortSignal?.throwIfAborted();
      }
      const startSecond = (round * TUNE_BEATS + note.beat) * beatSeconds;
      const from = Math.round(startSecond * MUSIC_RATE);
      if (from >= length || isResting(note, startSecond)) continue;
      const tone = players.play(note, note.beats * beatSeconds);
      const share = left[note.part];
      const loud = note.loud * level[note.part];
      const until = Math.min(tone.length, length - from);
      for (let i = 0; i < until; i++) {
        const at = (from + i) * CHANNELS;
        const sample = (tone[i] as number) * loud;
        sound[at] = (sound[at] as number) + sample * (1 - share) * 2;
        sound[at + 1] = (sound[at + 1] as number) + sample * share * 2;
      }
    }
  }
  return evenly(sound, length);
}

/** The drums come in a moment after the others. */
function isResting({ part }: Note, startSecond: number): boolean {
  return (part === 'kick' || part === 'snare' || part === 'hat') && startSecond < 1.5;
}

/** Plays every note once and keeps it: a tune is made of few. */
class Players {
  readonly #tune: Tune;
  readonly #played = new Map<string, Float32Array>();
  readonly #random = seededRandom('drums');

  constructor(tune: Tune) {
    this.#tune = tune;
  }

  play({ part, pitch }: Note, seconds: number): Float32Array {
    const key = `${part} ${pitch} ${seconds.toFixed(3)}`;
    const played =
      this.#played.get(key) ?? this.#make(part, { hertz: 440 * 2 ** ((pitch - 69) / 12), seconds });
    this.#played.set(key, played);
    return played;
  }

  #make(part: Part, { hertz, seconds }: { hertz: number; seconds: number }): Float32Array {
    const { brightness } = this.#tune;
    const noise = () => this.#random.next() * 2 - 1;
    switch (part) {
      case 'pad':
        return tone(seconds + 0.8, (t) => {
          const slow = Math.min(t / 0.7, 1) * Math.min((seconds + 0.8 - t) / 0.8, 1);
          const two = wave(hertz * 1.002, t, 5, 1.6) + wave(hertz * 0.998, t, 5, 1.6);
          return 0.5 * two * slow;
        });
      case 'bass':
        return tone(seconds + 0.1, (t) => wave(hertz, t, 6, 1.4) * attack(t, 0.008) * fall(t, seconds, 1.2));
      case 'lead': {
        const ring = 0.9 + (1 - brightness) * 0.8;
        return tone(ring, (t) => {
          const shine =
            Math.sin(2 * Math.PI * hertz * (2 + Math.round(brightness) * 1) * t) * (0.3 + brightness) * 1.6;
          return (
            Math.sin(2 * Math.PI * hertz * t + shine * Math.exp(-5 * t)) *
            attack(t, 0.006) *
            Math.exp((-3.2 * t) / ring) *
            Math.min((ring - t) / 0.05, 1)
          );
        });
      }
      case 'kick':
        return tone(
          0.35,
          (t) => Math.sin(2 * Math.PI * (45 * t + 6 * (1 - Math.exp(-24 * t)))) * Math.exp(-9 * t),
        );
      case 'snare': {
        return tone(0.22, (t) => (noise() * 0.8 + Math.sin(2 * Math.PI * 190 * t) * 0.5) * Math.exp(-18 * t));
      }
      case 'hat': {
        let before = 0;
        return tone(0.07, (t) => {
          const now = noise();
          const sharp = now - before;
          before = now;
          return sharp * 0.6 * Math.exp(-60 * t);
        });
      }
    }
  }
}

function tone(seconds: number, at: (t: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * MUSIC_RATE) }, (_, index) =>
    at(index / MUSIC_RATE),
  );
}

/** A sum of overtones, each softer than the one below. */
function wave(hertz: number, t: number, overtones: number, softer: number): number {
  let sum = 0;
  for (let overtone = 1; overtone <= overtones; overtone++) {
    sum += Math.sin(2 * Math.PI * hertz * overtone * t) / overtone ** softer;
  }
  return sum;
}

function attack(t: number, seconds: number): number {
  return Math.min(t / seconds, 1);
}

function fall(t: number, seconds: number, speed: number): number {
  return Math.exp(-speed * t) * (t < seconds ? 1 : Math.max(0, 1 - (t - seconds) / 0.1));
}

function evenly(sound: Float32Array, length: number): Float32Array {
  let peak = 1e-6;
  for (const sample of sound) peak = Math.max(peak, Math.abs(sample));
  const seconds = length / MUSIC_RATE;
  const fadeIn = Math.min(FADE_IN_SECONDS, seconds / 4);
  const fadeOut = Math.min(FADE_OUT_SECONDS, seconds / 3);
  for (let i = 0; i < length; i++) {
    const t = i / MUSIC_RATE;
    const share = (Math.min(t / fadeIn, 1, (seconds - t) / fadeOut) * LOUDEST) / peak;
    sound[i * CHANNELS] = (sound[i * CHANNELS] as number) * share;
    sound[i * CHANNELS + 1] = (sound[i * CHANNELS + 1] as number) * share;
  }
  return sound;
}
