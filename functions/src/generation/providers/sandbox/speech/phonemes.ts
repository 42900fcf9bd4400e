/** What the mouth does while one sound is made. Frequencies in Hz, amplitudes from 0 to 1. */
export interface Posture {
  /** The three lowest resonances of the mouth. */
  readonly f1: number;
  readonly f2: number;
  readonly f3: number;
  /** How loud the vocal cords sound, the breath, and the air rushing past tongue or lips. */
  readonly voice: number;
  readonly breath: number;
  readonly hiss: number;
  /** Where the rushing air is loudest, and how wide around it. */
  readonly hissAt: number;
  readonly hissWide: number;
  /** 1: through the nose. */
  readonly nasal: number;
}

export interface Phoneme {
  /** Milliseconds where it is neither stressed nor hurried. */
  readonly ms: number;
  readonly kind: 'vowel' | 'glide' | 'nasal' | 'fricative' | 'stop' | 'breath';
  readonly posture: Posture;
  /** Where a gliding vowel ends. */
  readonly glidesTo?: Posture;
}

const still = { voice: 0, breath: 0, hiss: 0, hissAt: 4_000, hissWide: 3_000, nasal: 0 };

/** The resonances of the mouth at rest. */
export const rest: Posture = { f1: 500, f2: 1_500, f3: 2_500, ...still };

type Formants = readonly [f1: number, f2: number, f3: number];

function vowel(ms: number, from: Formants, to?: Formants): Phoneme {
  const posture = ([f1, f2, f3]: Formants): Posture => ({ ...still, f1, f2, f3, voice: 1, breath: 0.02 });
  return { ms, kind: 'vowel', posture: posture(from), ...(to && { glidesTo: posture(to) }) };
}

function glide(ms: number, [f1, f2, f3]: Formants): Phoneme {
  return { ms, kind: 'glide', posture: { ...still, f1, f2, f3, voice: 0.75, breath: 0.02 } };
}

function nasal(ms: number, [f1, f2, f3]: Formants): Phoneme {
  return { ms, kind: 'nasal', posture: { ...still, f1, f2, f3, voice: 0.6, nasal: 1 } };
}

interface Air {
  readonly voice: number;
  readonly hiss: number;
  readonly at: number;
  readonly wide: number;
}

function fricative(ms: number, [f1, f2, f3]: Formants, { voice, hiss, at, wide }: Air): Phoneme {
  return {
    ms,
    kind: 'fricative',
    posture: { ...still, f1, f2, f3, voice, hiss, hissAt: at, hissWide: wide, breath: voice ? 0 : 0.02 },
  };
}

function stop(ms: number, [f1, f2, f3]: Formants, { voice, hiss, at, wide }: Air): Phoneme {
  return {
    ms,
    kind: 'stop',
    posture: { ...still, f1, f2, f3, voice, hiss, hissAt: at, hissWide: wide },
  };
}

/**
 * The sounds of American English by their ARPABET names, as a man says them. Resonances after D. H. Klatt, "Software for a
 * cascade/parallel formant synthesizer" (1980), tables II and III.
 */
export const phonemes: Readonly<Record<string, Phoneme>> = {
  IY: vowel(135, [310, 2_020, 2_960], [290, 2_070, 2_980]),
  IH: vowel(105, [400, 1_800, 2_570], [440, 1_670, 2_500]),
  EH: vowel(125, [530, 1_680, 2_500], [560, 1_570, 2_450]),
  AE: vowel(180, [620, 1_660, 2_430], [640, 1_540, 2_400]),
  AA: vowel(190, [710, 1_180, 2_550]),
  AO: vowel(180, [600, 960, 2_570], [620, 1_020, 2_560]),
  UH: vowel(115, [450, 1_100, 2_350], [480, 1_180, 2_390]),
  UW: vowel(150, [350, 1_250, 2_200], [320, 950, 2_200]),
  AH: vowel(115, [610, 1_220, 2_550]),
  AX: vowel(60, [500, 1_400, 2_430]),
  ER: vowel(150, [470, 1_270, 1_540]),
  EY: vowel(165, [480, 1_720, 2_520], [330, 2_040, 2_600]),
  AY: vowel(200, [680, 1_200, 2_550], [390, 1_880, 2_520]),
  OY: vowel(220, [550, 900, 2_400], [360, 1_820, 2_450]),
  AW: vowel(210, [660, 1_230, 2_550], [410, 920, 2_350]),
  OW: vowel(170, [540, 1_080, 2_300], [420, 860, 2_300]),
  W: glide(70, [290, 610, 2_150]),
  Y: glide(65, [260, 2_070, 3_020]),
  R: glide(75, [310, 1_060, 1_380]),
  L: glide(75, [340, 1_020, 2_880]),
  M: nasal(75, [280, 1_000, 2_150]),
  N: nasal(65, [280, 1_600, 2_600]),
  NG: nasal(85, [280, 2_000, 2_700]),
  HH: { ms: 60, kind: 'breath', posture: { ...rest, breath: 0.55 } },
  F: fricative(100, [340, 1_100, 2_080], { voice: 0, hiss: 0.2, at: 7_000, wide: 7_000 }),
  V: fricative(60, [220, 1_100, 2_080], { voice: 0.5, hiss: 0.08, at: 6_500, wide: 7_000 }),
  TH: fricative(95, [320, 1_290, 2_540], { voice: 0, hiss: 0.17, at: 6_000, wide: 6_000 }),
  DH: fricative(50, [270, 1_290, 2_540], { voice: 0.55, hiss: 0.06, at: 5_500, wide: 6_000 }),
  S: fricative(105, [320, 1_390, 2_530], { voice: 0, hiss: 0.55, at: 6_300, wide: 1_800 }),
  Z: fricative(75, [240, 1_390, 2_530], { voice: 0.4, hiss: 0.3, at: 6_000, wide: 1_800 }),
  SH: fricative(110, [300, 1_840, 2_750], { voice: 0, hiss: 0.6, at: 3_000, wide: 1_200 }),
  ZH: fricative(75, [300, 1_840, 2_750], { voice: 0.45, hiss: 0.3, at: 2_900, wide: 1_200 }),
  P: stop(85, [300, 850, 2_150], { voice: 0, hiss: 0.3, at: 900, wide: 1_600 }),
  B: stop(70, [200, 850, 2_150], { voice: 0.35, hiss: 0.3, at: 800, wide: 1_400 }),
  T: stop(75, [350, 1_700, 2_700], { voice: 0, hiss: 0.6, at: 4_600, wide: 2_600 }),
  D: stop(55, [200, 1_700, 2_700], { voice: 0.35, hiss: 0.45, at: 4_200, wide: 2_400 }),
  K: stop(80, [300, 1_950, 2_500], { voice: 0, hiss: 0.6, at: 2_000, wide: 700 }),
  G: stop(65, [200, 1_950, 2_500], { voice: 0.35, hiss: 0.45, at: 1_900, wide: 700 }),
  CH: stop(70, [350, 1_800, 2_820], { voice: 0, hiss: 0.6, at: 3_200, wide: 1_400 }),
  JH: stop(55, [260, 1_800, 2_820], { voice: 0.35, hiss: 0.4, at: 3_000, wide: 1_400 }),
};
