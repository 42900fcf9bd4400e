import type { SeededRandom } from './seeded-random.ts';

/** Conifers along a line: where each column's tree tops out, in pixels above the line. */
export function conifers(
  random: SeededRandom,
  { width, tall, spacing }: { width: number; tall: number; spacing: number },
): Float32Array {
  const tops = new Float32Array(width);
  for (let foot = -tall; foot < width + tall; foot += spacing * random.between(0.35, 1.6)) {
    const height = tall * random.between(0.45, 1.1);
    const half = height * random.between(0.17, 0.24);
    const tier = Math.max(1.5, half / 4.5);
    const last = Math.min(width - 1, foot + half);
    for (let x = Math.max(0, Math.ceil(foot - half)); x <= last; x++) {
      const away = Math.abs(x - foot);
      const notch = ((away % tier) / tier) * height * 0.14;
      tops[x] = Math.max(tops[x] as number, height * (1 - away / half) - notch);
    }
  }
  return tops;
}

/** Houses along a line, taller toward a centre: where each column's roof is, in pixels above the line. */
export function rooftops(
  random: SeededRandom,
  { width, tall }: { width: number; tall: number },
): Float32Array {
  const tops = new Float32Array(width);
  const centre = width * random.between(0.3, 0.7);
  for (let left = 0; left < width; ) {
    const wide = Math.round(random.between(10, 32));
    const downtown = Math.exp(-(((left - centre) / (width * 0.28)) ** 2));
    const roof = tall * (0.15 + random.next() * (0.22 + 0.75 * downtown));
    const spire = random.next() < 0.14 ? tall * 0.12 : 0;
    const last = Math.min(width, left + wide);
    for (let x = left; x < last; x++) {
      tops[x] = Math.round(roof + (Math.abs(x - left - wide / 2) < 1 ? spire : 0));
    }
    left += wide + (random.next() < 0.3 ? 3 : 0);
  }
  return tops;
}
