import type { Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';
import type { Mood } from './mood.ts';
import { createNoise, type Noise } from './noise.ts';
import type { Ground, Outline, RangeShape } from './outline.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Lamp, smooth } from './sky.ts';

interface Range {
  readonly shape: RangeShape;
  readonly outline: Outline;
  /** For each column the row from which nearer land hides this range. */
  readonly hiddenFrom: Float32Array;
  readonly tone: Colour;
  /** What the range fades into toward its foot. */
  readonly haze: Colour;
  readonly lamp: Lamp;
}

/** Paints one range of land: lit from the lamp's side, rimmed where it meets the sky, mist at its foot. */
export function* paintRange(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  { shape, outline, hiddenFrom, tone, haze, lamp }: Range,
): Generator<void> {
  const { width, height, light } = canvas;
  const { ground, nearness, tall, foot } = shape;
  const [, , , accent, glow, bright] = mood.palette;
  const noise = createNoise(random);
  const cool = glow[2] > 0.35 * glow[0];
  const snowy = ground === 'peaks' && nearness < 0.75 && cool && random.next() < 0.7;
  const contrast = 0.5 - 0.28 * nearness;
  const rimReach = 2.5 + 5 * (1 - nearness);
  const windows = ground === 'city' ? random.below(1_000) + 1 : 0;
  const litFrom = lamp.x < width / 2 ? 1 : -1;
  for (let x = 0; x < width; x++) {
    const bare = outline.ground[x] as number;
    const top = outline.top[x] as number;
    const steep = ground === 'city' ? 1 : steepness(outline.top, x);
    const first = Math.max(0, Math.floor(top - steep / 2));
    const last = Math.min(height, Math.ceil(hiddenFrom[x] as number) + 4);
    const rise = (foot - bare) / tall;
    const sunny = Math.exp(-(((x - lamp.x) / (width * 0.3)) ** 2));
    const rimShare = (0.12 + 0.36 * sunny) * (1 - nearness) ** 0.7;
    for (let y = first; y < last; y++) {
      const cover = Math.min(1, Math.max(0, 0.5 + (y + 0.5 - top) / steep));
      const below = Math.abs(y - bare) < 3 ? Math.max(0, y - bare) : y - bare;
      const mist = smooth(0, 1.1, below / tall) * (0.8 - 0.6 * nearness);
      const facing = below < 0 ? 0 : slopeAt(noise, ground, (3 * x) / height, (3 * below) / height, litFrom);
      const shade = 1 + facing * contrast;
      const rim = rimShare * Math.exp(-Math.max(0, y - top) / rimReach);
      const snow =
        snowy && below >= 0
          ? smooth(0.05, -0.05, below / tall - 0.42 * (rise - 0.3) - 0.13 * facing) * smooth(0.3, 0.6, rise)
          : 0;
      const lamplight = windows && isLit(x, y, windows) && y > top + 3 ? 0.75 * (1 - 0.5 * nearness) : 0;
      const pixel = (y * width + x) * 3;
      for (let i = 0; i < 3; i++) {
        const rock = tone[i] as number;
        const cap = rock + ((bright[i] as number) - rock) * (0.62 - 0.2 * nearness);
        const bared = (rock * (1 - snow) + cap * snow) * shade;
        const rimmed = bared + ((glow[i] as number) * 0.6 + (accent[i] as number) * 0.4) * rim;
        const own =
          rimmed + ((haze[i] as number) - rimmed) * mist + (bright[i] as number) * lamplight * (1 - mist);
        light[pixel + i] = (light[pixel + i] as number) * (1 - cover) + own * cover;
      }
    }
    if (x % 16 === 0) yield;
  }
}

/** Rows over which a line is softened so that it shows no stairs: as many as it rises over one column, at most five. */
function steepness(line: Float32Array, x: number): number {
  const rise = Math.abs((line[x + 1] ?? (line[x] as number)) - (line[x - 1] ?? (line[x] as number))) / 2;
  return Math.min(5, Math.max(1, rise));
}

/** How far a slope turns toward the lamp: −1 away to 1 facing it. */
function slopeAt(noise: Noise, ground: Ground, u: number, v: number, litFrom: number): number {
  switch (ground) {
    case 'peaks': {
      const bentU = u * 1.5 + 0.35 * noise.at(u * 2, v * 2);
      const rough = noise.ridged(bentU + 0.06, v * 0.8, 3) - noise.ridged(bentU - 0.06, v * 0.8, 3);
      const facing = rough * 4.5 * litFrom;
      return facing / Math.sqrt(1 + facing * facing);
    }
    case 'dunes':
      return 0.8 * noise.at(u + v * 1.5, v * 2.2) + 0.06 * Math.sin(v * 55 + 6 * noise.at(u * 2, v * 2));
    case 'city':
    case 'islands':
      return 0;
    case 'hills':
    case 'woods':
      return noise.fractal(u * 1.4, v * 3, 2);
  }
}

/** Whether a window is lit: windows of two by two pixels in a grid, one in six, the same for the same seed. */
function isLit(x: number, y: number, seed: number): boolean {
  if (x % 4 > 1 || y % 5 > 1) return false;
  let hash = Math.imul((x >> 2) + 7_919 * seed, 0x9e3779b1) ^ Math.imul(Math.floor(y / 5) + seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) & 1_023) < 170;
}
