import type { SeededRandom } from './seeded-random.ts';

export type Color = readonly [red: number, green: number, blue: number];

/** Colors of a scene: the top of the sky, the horizon, the farthest and the nearest ground, and what shines. */
export interface Palette {
  readonly zenith: Color;
  readonly horizon: Color;
  readonly far: Color;
  readonly near: Color;
  readonly light: Color;
  readonly night: boolean;
}

/** Words that set the colors, and the colors; a word of the prompt counts when it starts with one of them. */
const themes = [
  ['night midnight moon star sleep dark', '#0a1030 #2d4a86 #1d2d5c #060a1c #f4f1dc'],
  ['sunset dusk evening warm summer beach', '#4a1f5e #ff9a5c #a8446a #24102e #ffe9b0'],
  ['ocean sea water wave lake river boat blue', '#1b6ca8 #bfe9f2 #2f7f9f #07304f #ffffff'],
  ['forest jungle tree garden green leaf', '#6fb3c9 #e6f2c4 #5f9a63 #10321c #fffbe0'],
  ['desert sand dune canyon mars camel', '#c98a4b #ffe3b0 #c8743a #5a2412 #fff4d8'],
  ['snow winter ice glacier frost mountain', '#6f9fd0 #eef6fb #a9c4dc #4d6f92 #ffffff'],
  ['fire lava volcano ember dragon red', '#2a0608 #ff6a24 #8a1c14 #1a0506 #ffd06a'],
  ['neon city cyber robot space galaxy', '#12063a #d43fb5 #5a1f9a #0c0524 #9af4ff'],
  ['autumn fall gold amber harvest fox lion', '#b8763a #ffe2a0 #c0602a #4a1e0c #fff2c8'],
] as const;

/** Chooses the colors that a prompt's words suggest, else some of its own. */
export function readPalette(prompt: string, random: SeededRandom): Palette {
  const named = prompt.toLowerCase().match(/\p{L}+/gu) ?? [];
  const starts = (word: string) => named.some((name) => name.startsWith(word));
  const own = random.pick(themes);
  const [, colors] = themes.find(([words]) => words.split(' ').some(starts)) ?? own;
  const turn = random.between(-18, 18);
  const [zenith, horizon, far, near, light] = colors.split(' ').map((hex) => shifted(hex, turn)) as [
    ...[Color, Color, Color, Color, Color],
  ];
  return { zenith, horizon, far, near, light, night: zenith[0] + zenith[1] + zenith[2] < 130 };
}

/** Moves a color a little towards red or towards blue, so that two prompts of one theme differ. */
function shifted(hex: string, by: number): Color {
  const at = (index: number) => Number.parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16);
  return [at(0) + by, at(1) + by / 4, at(2) - by];
}

export function mix(one: Color, other: Color, share: number): Color {
  const blend = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * share;
  return [blend(0), blend(1), blend(2)];
}
