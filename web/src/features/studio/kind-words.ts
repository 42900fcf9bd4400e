import type { OperationKind } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** What a studio says about the kind of thing it makes. */
export interface KindWords {
  /** One of them: "Picture". */
  noun: string;
  /** All of a person's: "Your pictures". */
  all: string;
  loading: string;
  /** Over the empty page. */
  title: string;
  text: string;
  ideas: readonly string[];
}

const before = t`You see the price first, and pay nothing if it fails.`;

const words = {
  image: {
    noun: t`Picture`,
    all: t`Your pictures`,
    loading: t`Loading your pictures`,
    title: t`Make your first picture`,
    text: `${t`Describe a picture below.`} ${before}`,
    ideas: [
      t`A lighthouse in a sea of embers`,
      t`Fox asleep under northern lights`,
      t`Glass mountains at first light`,
      t`A quiet harbour, painted in rust and gold`,
    ],
  },
  edit: {
    noun: t`Picture`,
    all: t`Your pictures`,
    loading: t`Loading your pictures`,
    title: t`Change a picture`,
    text: `${t`Choose one of your pictures or upload another.`} ${before}`,
    ideas: [],
  },
  video: {
    noun: t`Video`,
    all: t`Your videos`,
    loading: t`Loading your videos`,
    title: t`Set something in motion`,
    text: `${t`Describe a scene and say how long it is.`} ${before}`,
    ideas: [
      t`Slow flight over a river of lava`,
      t`Clouds rolling through a mountain pass`,
      t`Northern lights over a still lake`,
    ],
  },
  voice: {
    noun: t`Recording`,
    all: t`Your recordings`,
    loading: t`Loading your recordings`,
    title: t`Give it a voice`,
    text: `${t`Enter text to speak.`} ${before}`,
    ideas: [t`Good evening, and welcome to the night train.`, t`The kettle sang, and the storm went home.`],
  },
  narration: {
    noun: t`Narration`,
    all: t`Your narrations`,
    loading: t`Loading your narrations`,
    title: t`Tell it aloud`,
    text: `${t`Enter or paste the text to narrate.`} ${before}`,
    ideas: [t`Once, a small boat went looking for the edge of the sea.`],
  },
  music: {
    noun: t`Music`,
    all: t`Your music`,
    loading: t`Loading your music`,
    title: t`Set the mood`,
    text: `${t`Describe how it should sound.`} ${before}`,
    ideas: [
      t`Warm strings for a quiet morning`,
      t`A slow waltz by candlelight`,
      t`Bright bells, light steps`,
    ],
  },
  story: {
    noun: t`Story`,
    all: t`Your stories`,
    loading: t`Loading your stories`,
    title: t`Once upon a time`,
    text: `${t`Say what it is about.`} ${before}`,
    ideas: [t`A lighthouse keeper who is afraid of the dark`, t`Two foxes share one winter coat`],
  },
  captions: {
    noun: t`Captions`,
    all: t`Your captions`,
    loading: t`Loading your captions`,
    title: t`Add captions`,
    text: `${t`Choose a recording and give its text: every word is timed.`} ${before}`,
    ideas: [],
  },
  polish: {
    noun: t`Video`,
    all: t`Your polished videos`,
    loading: t`Loading your polished videos`,
    title: t`Give it a finish`,
    text: `${t`Choose one of your videos.`} ${before}`,
    ideas: [],
  },
  upload: {
    noun: t`File`,
    all: t`Your files`,
    loading: t`Loading your files`,
    title: t`Upload your own`,
    text: t`Pictures, sounds and videos, up to 6 MB each, for other work to start from.`,
    ideas: [],
  },
  render: {
    noun: t`Video`,
    all: t`Your rendered videos`,
    loading: t`Loading your rendered videos`,
    title: t`Put it together`,
    text: t`A reel combines pictures, speech, music and captions into a video.`,
    ideas: [],
  },
} satisfies Record<Exclude<OperationKind, 'chat'>, KindWords>;

export type MadeKind = keyof typeof words;

export function wordsOfKind(kind: MadeKind): KindWords {
  return words[kind];
}
