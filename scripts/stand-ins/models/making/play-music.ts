import { encodeSound } from './encode-sound.ts';
import { seededRandom } from './seeded-random.ts';

const RATE_HZ = 32_000;

/** Tempo in beats a minute and scale by the words that ask for them. */
const moods: readonly { words: RegExp; tempo: number; minor: boolean }[] = [
  { words: /epic|battle|action|storm|chase|fast/i, tempo: 124, minor: true },
  { words: /sad|dark|lonely|night|mystery|rain/i, tempo: 72, minor: true },
  { words: /calm|soft|sleep|gentle|dream|warm/i, tempo: 66, minor: false },
];

/** Roots of four chords above the key, in semitones. */
const major = ['0 7 9 5', '0 5 9 7', '0 9 5 7'] as const;
const minors = ['0 8 3 10', '0 5 8 7', '0 10 8 7'] as const;

/** Plays chords, a bass and a tune that the prompt's words suggest: MP3, stereo, exactly as long as asked. */
export async function playMusic(
  { prompt, model, seconds }: { prompt: string; model: string; seconds: number },
  signal: AbortSignal,
): Promise<Buffer> {
  const random = seededRandom(`${model}: ${prompt}`);
  const named = moods.find(({ words }) => words.test(prompt));
  const { tempo, minor } = named ?? { tempo: 80 + random.below(30), minor: random.next() < 0.5 };
  const roots = random
    .pick(minor ? minors : major)
    .split(' ')
    .map(Number);
  const key = 45 + random.below(9);
  const beat = (60 / tempo) * RATE_HZ;
  const frames = Math.round(seconds * RATE_HZ);
  const samples = new Float32Array(frames * 2);
  const note = (
    at: number,
    { pitch, beats, loud, pan }: { pitch: number; beats: number; loud: number; pan: number },
  ) => {
    const from = Math.round(at * beat);
    const length = Math.round(beats * beat);
    const turn = (2 * Math.PI * 440 * 2 ** ((pitch - 69) / 12)) / RATE_HZ;
    for (let frame = 0; frame < length && from + frame < frames; frame++) {
      const fade = Math.min(1, frame / 900) * (1 - frame / length) ** 1.5;
      const angle = turn * frame;
      const value = loud * fade * (Math.sin(angle) + 0.35 * Math.sin(2 * angle) + 0.12 * Math.sin(3 * angle));
      const place = (from + frame) * 2;
      samples[place] = (samples[place] ?? 0) + value * (1 - pan);
      samples[place + 1] = (samples[place + 1] ?? 0) + value * pan;
    }
  };
  const third = (root: number) => ((minor ? [0, 5].includes(root) : root === 9) ? 3 : 4);
  for (let at = 0, bar = 0; at * beat < frames; at += 4, bar++) {
    const root = roots[bar % roots.length] ?? 0;
    const chord = [0, third(root), 7, 12].map((step) => key + 12 + root + step);
    for (const [voice, pitch] of chord.entries())
      note(at, { pitch, beats: 4.4, loud: 0.09, pan: 0.3 + 0.13 * voice });
    for (const half of [0, 2]) note(at + half, { pitch: key - 12 + root, beats: 2, loud: 0.2, pan: 0.5 });
    for (let eighth = 0; eighth < 8; eighth++) {
      if (random.next() < 0.3) continue;
      const pitch = (chord[random.below(chord.length)] ?? key) + 12;
      note(at + eighth / 2, { pitch, beats: 1.2, loud: 0.11, pan: random.between(0.25, 0.75) });
    }
  }
  const edge = Math.min(RATE_HZ, frames / 4);
  for (let frame = 0; frame < frames; frame++) {
    const fade = Math.min(1, frame / edge, (frames - 1 - frame) / edge);
    samples[2 * frame] = (samples[2 * frame] ?? 0) * fade;
    samples[2 * frame + 1] = (samples[2 * frame + 1] ?? 0) * fade;
  }
  return encodeSound({ samples, rateHz: RATE_HZ, channels: 2, signal });
}
