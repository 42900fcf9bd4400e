import type { OperationKind } from '@firemeter/functions/contract';

/** What a studio says about the kind of thing it makes. */
export interface KindWords {
  /** One of them: "Picture". */
  noun: string;
  /** All of a person's: "Your pictures". */
  plural: string;
  /** Over the empty page. */
  title: string;
  text: string;
  ideas: readonly string[];
}

const before = 'You see the price before, and get it back if anything fails.';

const words = {
  image: {
    noun: 'Picture',
    plural: 'pictures',
    title: 'Light the first one',
    text: `Describe a picture below. ${before}`,
    ideas: [
      'A lighthouse in a sea of embers',
      'Fox asleep under northern lights',
      'Glass mountains at first light',
      'A quiet harbour, painted in rust and gold',
    ],
  },
  edit: {
    noun: 'Picture',
    plural: 'pictures',
    title: 'Change a picture',
    text: `Choose one of your pictures or bring in another. ${before}`,
    ideas: [],
  },
  video: {
    noun: 'Video',
    plural: 'videos',
    title: 'Set something in motion',
    text: `Describe a scene and say how long it is. ${before}`,
    ideas: [
      'Slow flight over a river of lava',
      'Clouds rolling through a mountain pass',
      'Northern lights over a still lake',
    ],
  },
  voice: {
    noun: 'Recording',
    plural: 'recordings',
    title: 'Give it a voice',
    text: `Write what is to be said. ${before}`,
    ideas: ['Good evening, and welcome to the night train.', 'The kettle sang, and the storm went home.'],
  },
  narration: {
    noun: 'Narration',
    plural: 'narrations',
    title: 'Tell it aloud',
    text: `Write or paste what is to be told. ${before}`,
    ideas: ['Once, a small boat went looking for the edge of the sea.'],
  },
  music: {
    noun: 'Music',
    plural: 'music',
    title: 'Set the mood',
    text: `Describe how it should sound. ${before}`,
    ideas: ['Warm strings for a quiet morning', 'A slow waltz by candlelight', 'Bright bells, light steps'],
  },
  story: {
    noun: 'Story',
    plural: 'stories',
    title: 'Once upon a time',
    text: `Say what it is about. ${before}`,
    ideas: ['A lighthouse keeper who is afraid of the dark', 'Two foxes share one winter coat'],
  },
  captions: {
    noun: 'Captions',
    plural: 'captions',
    title: 'Put words under it',
    text: `Choose a recording and give its text: every word is timed. ${before}`,
    ideas: [],
  },
  polish: {
    noun: 'Video',
    plural: 'polished videos',
    title: 'Give it a finish',
    text: `Choose one of your videos. ${before}`,
    ideas: [],
  },
  upload: {
    noun: 'File',
    plural: 'files',
    title: 'Bring in your own',
    text: 'Pictures, sounds and videos, up to 6 MB each, for other work to start from.',
    ideas: [],
  },
  render: {
    noun: 'Video',
    plural: 'rendered videos',
    title: 'Put it together',
    text: 'A reel joins pictures, speech, music and captions to a video.',
    ideas: [],
  },
} satisfies Record<Exclude<OperationKind, 'chat'>, KindWords>;

export type MadeKind = keyof typeof words;

export function wordsOfKind(kind: MadeKind): KindWords {
  return words[kind];
}
