import { type Colour, colour, mix, turnHue } from './colour.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Six colours from the darkest to the brightest, which go together. */
export type Palette = readonly [
  deep: Colour,
  shade: Colour,
  body: Colour,
  accent: Colour,
  glow: Colour,
  light: Colour,
];

/** What a prompt's words say about light and colour. */
export interface Mood {
  readonly palette: Palette;
  readonly night: boolean;
}

interface Theme {
  readonly colours: string;
  readonly words: string;
  readonly night?: true;
  /** A time, a weather or lamps: gives the light wherever it is named. */
  readonly sky?: true;
}

/** Words that set a picture's colours; a word of the prompt counts when it starts with one of four letters or more. */
const themes: readonly [Theme, ...Theme[]] = [
  {
    colours: '#1a0d2e #4a1a4f #a52f63 #ee6148 #ffab5c #ffe7b4',
    sky: true,
    words: 'sunset dusk evening twilight golden hour romantic warm hawaii beach tropical summer',
  },
  {
    colours: '#1b2348 #44437f #8c6aab #e597a8 #ffcdaa #fff1d8',
    sky: true,
    words: 'dawn sunrise morning pastel soft gentle calm peace cotton hope baby',
  },
  {
    colours: '#03142b #06375e #0a6c92 #25a8b6 #8cdfd4 #eafbf3',
    words: 'ocean sea water wave underwater lake river rain whale fish coral blue aqua reef turquoise lagoon',
  },
  {
    colours: '#06170f #11382a #2a6a48 #6da35c #c8d98c #f5f6d4',
    words: 'forest jungle tree wood nature green leaf leaves moss garden meadow grass fern rainforest',
  },
  {
    colours: '#040714 #0c1437 #213a7a #4a72c4 #9dbbf2 #eaf1ff',
    sky: true,
    words: 'night midnight moon dark evening sleep dream stars starry quiet',
    night: true,
  },
  {
    colours: '#020d1a #06283c #0b5d62 #1fb58e #8ff5b4 #eaffe2',
    words: 'aurora northern polar arctic borealis emerald alien magic fairy',
    night: true,
  },
  {
    colours: '#050514 #1a0f44 #4a1f8f #9a3fc4 #f08fc8 #ffe9f4',
    words: 'space galaxy nebula cosmic cosmos universe planet astronaut rocket stellar star',
    night: true,
  },
  {
    colours: '#29110e #67291b #b5562c #e3984e #f5cd90 #fff0d2',
    words: 'desert sand dune canyon mars clay earth sahara camel mesa adobe terracotta',
  },
  {
    colours: '#0f1b2e #2a4869 #6a92b6 #a8c6de #dcebf4 #ffffff',
    words: 'snow winter ice glacier frost cold christmas frozen white mountain alpine ski',
  },
  {
    colours: '#140405 #4c0a10 #a51c17 #ec581c #ffac36 #ffefb4',
    words: 'fire lava volcano flame ember dragon inferno burning phoenix',
    night: true,
  },
  {
    colours: '#150e33 #392877 #7852c2 #b586e8 #eec0f4 #fff0fb',
    words: 'lavender purple violet fantasy mystic mystery unicorn wizard spell crystal amethyst',
  },
  {
    colours: '#2a0a2e #6b1d60 #c23c88 #fd7ca6 #ffbfba #fff0e8',
    words: 'rose pink love candy flower blossom cherry sakura valentine heart peony wedding',
  },
  {
    colours: '#07282a #155d60 #38a38c #8cd7a6 #ddf1b4 #fffbe2',
    words: 'spring mint fresh young lime tea spa health clean',
  },
  {
    colours: '#1e0e08 #582811 #a65715 #de9826 #f6d26c #fff4d0',
    words: 'autumn fall gold amber honey harvest october leaves whisky coffee wheat bronze lion',
  },
  {
    colours: '#07051d #1b0c4e #5013a5 #d41fb5 #ff6cc9 #86f4ff',
    sky: true,
    words: 'neon cyber cyberpunk synthwave retro city future robot disco tokyo arcade electric techno',
    night: true,
  },
  {
    colours: '#0b1017 #1d2938 #425669 #788c9f #b7c5cf #edf2f4',
    sky: true,
    words: 'storm fog mist cloud grey gray thunder silver steel noir melancholy stone concrete',
  },
];
/** Grey, the last, is only for who asks for it. */
const COLOURFUL = themes.length - 1;

/**
 * The mood of a prompt: what its words say, else a theme chosen by the prompt itself. Where it names two, one
 * gives the light, a time or a weather before others, and the other the dark. Hues are turned a little so that two prompts of one theme still differ.
 */
export function readMood(prompt: string, random: SeededRandom): Mood {
  const fallback = themes[random.below(COLOURFUL)] ?? themes[0];
  const [first = fallback, second] = themesNamed(prompt);
  const turn = random.between(-14, 14);
  const lights = first.colours.split(' ').map(colour);
  const darks = (second ?? first).colours.split(' ').map(colour);
  const stop = (index: number, fromSecond = 0) =>
    turnHue(mix(lights[index] as Colour, darks[index] as Colour, fromSecond), turn);
  return {
    palette: [stop(0, 1), stop(1, 0.8), stop(2, 0.3), stop(3), stop(4), stop(5)],
    night: first.night === true || second?.night === true,
  };
}

/** Whether a text has one of the space-separated words, or for words of four letters and more one that starts so. */
export function mentions(text: string, words: string): boolean {
  return firstMention(text, words) !== -1;
}

function firstMention(text: string, words: string): number {
  const wanted = words.split(' ');
  return wordsOf(text).findIndex((word) =>
    wanted.some((start) => (start.length < 4 ? word === start : word.startsWith(start))),
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function themesNamed(prompt: string): Theme[] {
  return themes
    .map((theme) => ({ theme, at: firstMention(prompt, theme.words) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => Number(b.theme.sky ?? false) - Number(a.theme.sky ?? false) || a.at - b.at)
    .map(({ theme }) => theme);
}
