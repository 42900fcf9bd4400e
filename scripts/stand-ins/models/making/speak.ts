import { speechSeconds } from '@firemeter/functions/contract';
import { encodeSound } from './encode-sound.ts';
import { seededRandom } from './seeded-random.ts';
import { type SpokenWord, wordTimesComment } from './word-times.ts';

const RATE_HZ = 16_000;

/** How a letter sounds: two resonances in hertz, how much of it is voice and how much is breath, and how long it is. */
type Sound = readonly [first: number, second: number, voice: number, breath: number, ms: number];

const vowels = { a: [730, 1_150], e: [480, 1_900], i: [320, 2_250], o: [500, 850], u: [340, 950] };
const breaths = { s: 5_000, z: 4_800, f: 3_800, v: 3_000, h: 1_600, c: 3_400, t: 4_200, x: 4_600 };

/**
 * Speaks a text letter by letter with a plain synthetic voice: MP3 that says in its comment when each of its words is
 * spoken, for the stand-ins that align. Never longer than the product reckons with.
 */
export async function speak(text: string, { voice, signal }: Speaking): Promise<Buffer> {
  const spoken = text.match(/\S+/g) ?? [];
  const score = spoken.map((word) => ({ word, sounds: soundsOf(word), restMs: restAfter(word) }));
  const naturalMs = score.reduce((sum, { sounds, restMs }) => sum + lengthOf(sounds) + restMs, 300);
  const hurry = Math.min(1, (speechSeconds(text) * 950) / naturalMs);
  const samples = new Float32Array(Math.ceil((naturalMs * hurry * RATE_HZ) / 1_000));
  const mouth = createMouth(voice);
  const words: SpokenWord[] = [];
  let atMs = 150 * hurry;
  for (const { word, sounds, restMs } of score) {
    const startMs = atMs;
    for (const sound of sounds) {
      const endMs = atMs + sound[4] * hurry;
      mouth(samples.subarray(framesIn(atMs), framesIn(endMs)), sound);
      atMs = endMs;
    }
    words.push({ text: word, startMs, endMs: atMs });
    atMs += restMs * hurry;
  }
  return encodeSound({ samples, rateHz: RATE_HZ, channels: 1, comment: wordTimesComment(words), signal });
}

interface Speaking {
  readonly voice: string;
  readonly signal: AbortSignal;
}

function soundsOf(word: string): Sound[] {
  const letters = word.normalize('NFKD').toLowerCase().match(LETTER) ?? ['o'];
  return letters.map((letter): Sound => {
    const [first, second] = vowels[letter as keyof typeof vowels] ?? [];
    if (first && second) return [first, second, 1, 0.02, 105];
    const breath = breaths[letter as keyof typeof breaths];
    if (breath) return [300, breath, letter === 'z' || letter === 'v' ? 0.3 : 0, 0.6, 80];
    const code = letter.codePointAt(0) ?? 0;
    const isSyllable = code > 0x2e80;
    return [
      260 + (code % 5) * 80,
      900 + (code % 7) * 180,
      isSyllable ? 1 : 0.55,
      0.05,
      isSyllable ? 220 : 70,
    ];
  });
}

const LETTER = /[\p{L}\p{N}]/gu;
const framesIn = (ms: number) => Math.round((ms * RATE_HZ) / 1_000);
const lengthOf = (sounds: readonly Sound[]) => sounds.reduce((sum, sound) => sum + sound[4], 0);
const restAfter = (word: string) => (/[.!?…]$/.test(word) ? 320 : /[,;:]$/.test(word) ? 180 : 45);

/** A throat and a mouth: pulses and breath through two resonances that glide from sound to sound. */
function createMouth(voice: string): (into: Float32Array, sound: Sound) => void {
  const random = seededRandom(voice);
  const pitch = random.between(95, 190);
  const size = random.between(0.92, 1.12);
  const memory = [0, 0, 0, 0];
  let [phase, low, high, time] = [0, 400, 1_400, 0];
  const resonate = (input: number, { hz, width, slot }: { hz: number; width: number; slot: 0 | 2 }) => {
    const radius = Math.exp((-Math.PI * width) / RATE_HZ);
    const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE_HZ);
    const [one = 0, two = 0] = memory.slice(slot, slot + 2);
    const value = (1 - radius) * input + turn * one - radius * radius * two;
    memory[slot] = value;
    memory[slot + 1] = one;
    return value;
  };
  return (into, [first, second, voiced, breath]) => {
    for (let frame = 0; frame < into.length; frame++, time++) {
      low += (first * size - low) * 0.004;
      high += (Math.min(second * size, 6_500) - high) * 0.004;
      phase = (phase + (pitch * (1 + 0.05 * Math.sin(time / 2_900))) / RATE_HZ) % 1;
      const pulse = voiced * (phase < 0.4 ? Math.sin((phase / 0.4) * Math.PI) - 0.4 : -0.1);
      const source = pulse + breath * (random.next() - 0.5);
      const edge = Math.min(1, frame / 120, (into.length - frame) / 120);
      const chest = resonate(source, { hz: low, width: 90, slot: 0 });
      const head = resonate(source, { hz: high, width: 160, slot: 2 });
      into[frame] = Math.tanh((0.7 + 0.3 * edge) * (1.6 * chest + 1.1 * head));
    }
  };
}
