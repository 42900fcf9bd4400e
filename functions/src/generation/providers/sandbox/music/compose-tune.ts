import { mentions } from '../pictures/mood.ts';
import { type SeededRandom, seededRandom } from '../pictures/seeded-random.ts';

export type Part = 'pad' | 'bass' | 'lead' | 'kick' | 'snare' | 'hat';

export interface Note {
  readonly part: Part;
  /** When it starts and how long it lasts, in beats. */
  readonly beat: number;
  readonly beats: number;
  /** As in MIDI: 60 is the middle C; drums have none. */
  readonly pitch: number;
  /** 0 to 1. */
  readonly loud: number;
}

/** A tune of eight bars that can be played over and over. */
export interface Tune {
  readonly beatsPerMinute: number;
  readonly notes: readonly Note[];
  /** How sharp the lead sounds, from 0 as a bell to 1. */
  readonly brightness: number;
}

export const TUNE_BEATS = 32;

interface Character {
  readonly words: string;
  readonly tempo: readonly [from: number, to: number];
  readonly minor: boolean;
  readonly drums: 'none' | 'soft' | 'full';
}

const characters: readonly [Character, ...Character[]] = [
  {
    words: 'calm ambient sleep relax meditation peace quiet soft gentle lullaby dream slow piano',
    tempo: [62, 76],
    minor: false,
    drums: 'none',
  },
  {
    words: 'sad melancholy lonely dark mystery mysterious rain night suspense haunting',
    tempo: [66, 82],
    minor: true,
    drums: 'none',
  },
  {
    words: 'epic battle action hero adventure dramatic trailer storm chase thriller',
    tempo: [112, 132],
    minor: true,
    drums: 'full',
  },
  {
    words: 'happy upbeat fun party dance joy cheerful pop summer bright energetic playful',
    tempo: [112, 126],
    minor: false,
    drums: 'full',
  },
  { words: 'lofi chill jazz cafe study groove hip', tempo: [78, 90], minor: true, drums: 'soft' },
  {
    words: 'warm hopeful inspiring uplifting wonder story tale cinematic',
    tempo: [84, 98],
    minor: false,
    drums: 'soft',
  },
];

/** Chords by their steps of the scale, four of two bars each. */
const progressions = {
  major: [
    [0, 4, 5, 3],
    [0, 5, 3, 4],
    [0, 3, 5, 4],
    [0, 2, 3, 4],
  ],
  minor: [
    [0, 5, 2, 6],
    [0, 3, 5, 4],
    [0, 6, 5, 6],
    [0, 2, 6, 5],
  ],
} as const;
const scales = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] } as const;

/** Rhythms of a bar of melody: the beats at which notes start. */
const rhythms: readonly [readonly number[], ...(readonly number[])[]] = [
  [0, 1, 1.5, 2, 3],
  [0, 0.5, 1, 2, 2.5, 3],
  [0, 1.5, 2, 3],
  [0, 1, 2, 2.5, 3.5],
  [0.5, 1, 2, 3, 3.5],
];

/** Writes a tune that suits what the prompt says: the same for the same model and prompt. */
export function composeTune({ modelId, prompt }: { modelId: string; prompt: string }): Tune {
  const random = seededRandom(`${modelId} plays ${prompt}`);
  const fallback = characters[random.below(characters.length)] ?? characters[0];
  const character = characters.find(({ words }) => mentions(prompt, words)) ?? fallback;
  const mode = character.minor ? 'minor' : 'major';
  const chords = progressions[mode][random.below(4)] ?? progressions[mode][0];
  const key = 48 + random.below(12) - 5;
  const pitch = (step: number, octave: number) => {
    const scale = scales[mode];
    return key + 12 * (octave + Math.floor(step / 7)) + (scale[((step % 7) + 7) % 7] ?? 0);
  };
  const notes: Note[] = [];
  for (const [index, chord] of chords.entries()) {
    const beat = index * 8;
    for (const third of [0, 2, 4, 6].slice(0, character.drums === 'soft' ? 4 : 3)) {
      notes.push({ part: 'pad', beat, beats: 8, pitch: pitch(chord + third, third > 2 ? 0 : 1), loud: 0.5 });
    }
    for (const [at, beats] of bassOf(character)) {
      const isFifth = at % 4 === 3;
      notes.push({
        part: 'bass',
        beat: beat + at,
        beats,
        pitch: pitch(chord + (isFifth ? 4 : 0), -1),
        loud: 0.8,
      });
    }
  }
  notes.push(...melody(chords, { random, pitch }), ...drums(character));
  const [slow, fast] = character.tempo;
  return { beatsPerMinute: Math.round(random.between(slow, fast)), notes, brightness: random.next() };
}

function bassOf({ drums }: Character): readonly (readonly [at: number, beats: number])[] {
  switch (drums) {
    case 'none':
      return [
        [0, 4],
        [4, 4],
      ];
    case 'soft':
      return [
        [0, 1.5],
        [2.5, 1.5],
        [4, 1.5],
        [7, 1],
      ];
    case 'full':
      return Array.from({ length: 16 }, (_, half) => [half / 2, 0.45] as const);
  }
}

interface Melody {
  readonly random: SeededRandom;
  readonly pitch: (step: number, octave: number) => number;
}

/** A phrase, the same again, an answer to it, and the phrase once more; strong beats take a note of the chord. */
function melody(chords: readonly number[], { random, pitch }: Melody): Note[] {
  const [first, answer] = [random.pick(rhythms), random.pick(rhythms)];
  const contour = Array.from({ length: 12 }, () => random.below(5) - 2);
  let step = 4;
  return Array.from({ length: 8 }, (_, bar) => bar).flatMap((bar) => {
    const chord = chords[bar >> 1] ?? 0;
    const isAnswer = bar % 4 === 3;
    const rhythm = isAnswer ? answer : first;
    return rhythm.map((at, index): Note => {
      step = Math.min(Math.max(step + (contour[(index + (isAnswer ? 6 : 0)) % 12] ?? 0), 0), 9);
      const tones = [0, 2, 4, 7, 9].map((third) => (chord % 7) + third - (chord > 3 ? 7 : 0));
      const nearest = tones.reduce((best, tone) =>
        Math.abs(tone - step) < Math.abs(best - step) ? tone : best,
      );
      const isStrong = at % 2 === 0;
      if (isStrong) step = nearest;
      const next = rhythm[index + 1] ?? 4;
      return {
        part: 'lead',
        beat: bar * 4 + at,
        beats: Math.min(next - at, 1.5),
        pitch: pitch(step, 2),
        loud: isStrong ? 0.8 : 0.6,
      };
    });
  });
}

function drums({ drums }: Character): Note[] {
  if (drums === 'none') return [];
  const hit = (part: Part, beat: number, loud: number): Note => ({ part, beat, beats: 0.5, pitch: 0, loud });
  return Array.from({ length: TUNE_BEATS * 2 }, (_, half) => half / 2).flatMap((beat) => {
    const inBar = beat % 4;
    const isFull = drums === 'full';
    return [
      ...(inBar === 0 || inBar === 2.5 || (isFull && inBar === 2) ? [hit('kick', beat, 0.9)] : []),
      ...(inBar === 1 || inBar === 3 ? [hit('snare', beat, isFull ? 0.6 : 0.35)] : []),
      hit('hat', beat, beat % 1 === 0 ? 0.25 : 0.15),
    ];
  });
}
