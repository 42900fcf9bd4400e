import { encodeImage, type ImageFormat } from './encode-image.ts';
import { type Color, mix, readPalette } from './palettes.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

interface Painting {
  readonly prompt: string;
  readonly seed?: number | undefined;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly signal: AbortSignal;
}

const RIDGES = 5;

/** Paints a landscape in the colors that the prompt's words suggest: the same for the same prompt, model and seed. */
export async function paintImage({
  prompt,
  seed,
  model,
  width,
  height,
  format,
  signal,
}: Painting): Promise<Buffer> {
  const random = seededRandom(`${model}: ${prompt}${seed === undefined ? '' : ` ${seed}`}`);
  const palette = readPalette(prompt, random);
  const sun = {
    x: random.between(0.15, 0.85),
    y: random.between(0.12, 0.42),
    size: random.between(0.04, 0.09),
  };
  const clouds = waves(random, 4);
  const ridges = Array.from({ length: RIDGES }, (_, index) => ({
    base: 0.46 + (index * 0.54) / RIDGES,
    rise: 0.2 - index * 0.02,
    line: waves(random, 6),
    color: mix(palette.far, palette.near, index / (RIDGES - 1)),
  }));
  const skyline = ridges.map(({ base, rise, line }) =>
    Float32Array.from({ length: width }, (_, x) => (base - rise * line(x / width, 0)) * height),
  );
  const pixels = new Uint8ClampedArray(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [u, v] = [x / width, y / height];
      let front = RIDGES - 1;
      while (front >= 0 && y < (skyline[front]?.[x] ?? 0)) front--;
      const ridge = ridges[front];
      const depth = ridge ? (y - (skyline[front]?.[x] ?? 0)) / height : 0;
      const haze = Math.max(0, 0.35 - depth * 2.2);
      pixels.set(ridge ? mix(ridge.color, palette.horizon, haze) : sky(u, v), at);
    }
  }
  return encodeImage(new Uint8Array(pixels.buffer), { width, height, format, signal });

  function sky(u: number, v: number): Color {
    const base = mix(palette.zenith, palette.horizon, Math.min(1, v * 1.7));
    const cloudy = mix(base, palette.light, Math.max(0, clouds(u * 1.3, v * 3)) * 0.35);
    const away = Math.hypot(((u - sun.x) * width) / height, v - sun.y);
    if (away < sun.size) return palette.light;
    if (palette.night && isStar(u, v)) return palette.light;
    return mix(cloudy, palette.light, 0.5 * Math.exp((sun.size - away) * 7));
  }
  function isStar(u: number, v: number): boolean {
    const spot = Math.sin(Math.floor(u * 260) * 12.9898 + Math.floor(v * 170) * 78.233) * 43_758.5453;
    return spot - Math.floor(spot) > 0.993;
  }
}

/** A field of waves of ever shorter length, about -0.5 to 1. */
function waves(random: SeededRandom, count: number): (u: number, v: number) => number {
  const all = Array.from({ length: count }, (_, index) => ({
    length: 2 ** index * random.between(2, 4.5),
    slant: random.between(-1, 1),
    phase: random.between(0, 2 * Math.PI),
    size: 0.7 / 1.8 ** index,
  }));
  return (u, v) =>
    all.reduce(
      (sum, { length, slant, phase, size }) =>
        sum + size * Math.sin(length * (u + slant * v) * Math.PI + phase),
      0.2,
    );
}
