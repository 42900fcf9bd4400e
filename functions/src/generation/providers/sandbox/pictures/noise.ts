import type { SeededRandom } from './seeded-random.ts';

const SIZE = 256;
const MASK = SIZE - 1;

/** Smooth gradient noise over the plane, about −1 to 1, and sums of it. */
export interface Noise {
  at(x: number, y: number): number;
  /** Octaves of noise at doubling frequency and halving weight: clouds, ground. About −1 to 1. */
  fractal(x: number, y: number, octaves: number): number;
  /** The same folded at zero, so that it has sharp crests: ridges, veins. 0 to 1. */
  ridged(x: number, y: number, octaves: number): number;
}

export function createNoise(random: SeededRandom): Noise {
  const order = new Uint8Array(SIZE * 2);
  const gradientX = new Float32Array(SIZE);
  const gradientY = new Float32Array(SIZE);
  const shuffled = Array.from({ length: SIZE }, (_, i) => i);
  for (let i = SIZE - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as number, shuffled[i] as number];
  }
  for (let i = 0; i < SIZE; i++) {
    order[i] = order[i + SIZE] = shuffled[i] as number;
    const angle = random.between(0, 2 * Math.PI);
    gradientX[i] = Math.cos(angle);
    gradientY[i] = Math.sin(angle);
  }

  function at(x: number, y: number): number {
    const cellX = Math.floor(x);
    const cellY = Math.floor(y);
    const dx = x - cellX;
    const dy = y - cellY;
    const left = order[cellX & MASK] as number;
    const right = order[(cellX + 1) & MASK] as number;
    const row = cellY & MASK;
    const a = order[left + row] as number;
    const b = order[right + row] as number;
    const c = order[left + row + 1] as number;
    const d = order[right + row + 1] as number;
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const topLeft = (gradientX[a] as number) * dx + (gradientY[a] as number) * dy;
    const topRight = (gradientX[b] as number) * (dx - 1) + (gradientY[b] as number) * dy;
    const bottomLeft = (gradientX[c] as number) * dx + (gradientY[c] as number) * (dy - 1);
    const bottomRight = (gradientX[d] as number) * (dx - 1) + (gradientY[d] as number) * (dy - 1);
    const top = topLeft + u * (topRight - topLeft);
    const bottom = bottomLeft + u * (bottomRight - bottomLeft);
    return 1.4 * (top + v * (bottom - top));
  }

  function fractal(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave++) {
      sum += weight * at(x, y);
      // A turn between the octaves hides the lattice.
      const turned = 1.6 * x - 1.2 * y + 17.3;
      y = 1.2 * x + 1.6 * y - 9.1;
      x = turned;
      weight /= 2;
    }
    return sum;
  }

  function ridged(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 0.5;
    let previous = 1;
    for (let octave = 0; octave < octaves; octave++) {
      const crest = 1 - Math.abs(at(x, y));
      const sharp = crest * crest;
      sum += weight * sharp * previous;
      previous = sharp;
      const turned = 1.6 * x - 1.2 * y + 5.7;
      y = 1.2 * x + 1.6 * y + 3.9;
      x = turned;
      weight /= 2;
    }
    return sum;
  }

  return { at, fractal, ridged };
}
