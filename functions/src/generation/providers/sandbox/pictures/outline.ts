import { conifers, rooftops } from './crown.ts';
import { createNoise, type Noise } from './noise.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What land is made of: decides its line against the sky and how light falls on it. */
export type Ground = 'peaks' | 'hills' | 'dunes' | 'woods' | 'city' | 'islands';

/** Where one range of land ends against what is behind it, in rows for each column. */
export interface Outline {
  /** The bare ground. */
  readonly ground: Float32Array;
  /** What stands on it too: trees, houses. */
  readonly top: Float32Array;
}

export interface RangeShape {
  readonly ground: Ground;
  /** The row where the range meets the land before it. */
  readonly foot: number;
  /** How high it may rise, in rows. */
  readonly tall: number;
  /** How many features fit across the picture. */
  readonly wide: number;
  /** 0 at the horizon to 1 right before the viewer. */
  readonly nearness: number;
}

export function drawOutline(random: SeededRandom, shape: RangeShape, width: number): Outline {
  const noise = createNoise(random);
  const place = random.between(0, 100);
  const slant = random.between(0.4, 0.9);
  const ground = Float32Array.from({ length: width }, (_, x) => {
    const rise = riseAt(noise, shape.ground, (x / width) * shape.wide + place, slant);
    return shape.foot - shape.tall * rise;
  });
  const crown = crownOf(random, shape, width);
  return { ground, top: crown ? ground.map((row, x) => row - (crown[x] as number)) : ground };
}

/** Height of the land in parts of what it may rise, at `u` features along. */
function riseAt(noise: Noise, ground: Ground, u: number, slant: number): number {
  switch (ground) {
    case 'peaks': {
      const massif = 0.5 + 0.5 * noise.at(u * 0.55, 3.3);
      const crags = noise.ridged(u + 0.12 * noise.at(u * 4, 9.1), 11.7, 6);
      return 0.25 * massif + 0.95 * massif * crags + 0.12 * crags;
    }
    case 'dunes': {
      const bent = u * 0.8 + slant * noise.at(u * 0.6, 2.2);
      const crest = 1 - Math.abs(noise.at(bent, 5.1));
      return 0.25 + 0.55 * crest * crest + 0.12 * noise.at(u * 0.5, 8.8);
    }
    case 'islands':
      return Math.max(0, noise.fractal(u * 0.9, 6.6, 5) - 0.06) * 1.3;
    case 'city':
      return 0.12 + 0.1 * noise.at(u * 0.5, 4.4);
    case 'hills':
    case 'woods':
      return 0.42 + 0.62 * noise.fractal(u * 0.8, 7.9, 4);
  }
}

function crownOf(random: SeededRandom, shape: RangeShape, width: number): Float32Array | undefined {
  const { ground, nearness, tall } = shape;
  if (ground === 'city') return rooftops(random, { width, tall });
  const treesFrom = { woods: 0.15, hills: 0.7, peaks: 0.72, dunes: 2, islands: 2 }[ground];
  if (nearness < treesFrom) return undefined;
  const height = 9 + 60 * nearness ** 2;
  return conifers(random, { width, tall: height, spacing: height * (ground === 'woods' ? 0.24 : 0.5) });
}
