import { seededRandom } from '../pictures/seeded-random.ts';

/** Who speaks. */
export interface Voice {
  readonly pitchHz: number;
  /** How much smaller than a man's the mouth is: its resonances times this. */
  readonly mouth: number;
  /** Hz above which the voice gets softer. */
  readonly softnessHz: number;
  /** Breath in the voice, 0 to 1. */
  readonly air: number;
  /** 1: as fast as usual. */
  readonly pace: number;
}

const FORMANT: Voice = { pitchHz: 118, mouth: 1.02, softnessHz: 2_000, air: 0.05, pace: 1.08 };

/** The voice of a model: always the same for a name, another for another. */
export function voiceOf(modelId: string): Voice {
  if (modelId === 'formant') return FORMANT;
  const random = seededRandom(modelId);
  const isHigh = random.next() < 0.5;
  return {
    pitchHz: Math.round(isHigh ? random.between(175, 225) : random.between(88, 135)),
    mouth: isHigh ? random.between(1.13, 1.2) : random.between(0.96, 1.06),
    softnessHz: random.between(1_500, 2_500),
    air: random.between(0.03, 0.1),
    pace: random.between(1, 1.15),
  };
}
