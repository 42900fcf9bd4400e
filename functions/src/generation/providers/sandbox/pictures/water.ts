import type { Canvas } from './canvas.ts';
import type { Mood } from './mood.ts';
import { createNoise } from './noise.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Lamp } from './sky.ts';

/** Fills everything below the row `shore` with what is above it, mirrored in ripples that grow toward the viewer. */
export function* paintWater(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  { shore, lamp }: { shore: number; lamp: Lamp },
): Generator<void> {
  const { width, height, light } = canvas;
  const [deep, shade, , accent, glow, bright] = mood.palette;
  const noise = createNoise(random);
  const rough = random.between(0.5, 1.2);
  const depth = height - shore;
  for (let y = shore; y < height; y++) {
    const near = (y - shore) / depth;
    const nearness = 0.02 + near;
    const dim = 0.86 - 0.32 * near;
    for (let x = 0; x < width; x++) {
      const across = (x - width / 2) / (nearness * width);
      const along = 6 / nearness;
      const wave = noise.at(across * 5, along * 3.2) + 0.5 * noise.at(across * 13 + 7, along * 7.3);
      const up = shore - 1 - (y - shore) * (shore / (depth * 1.25)) + wave * rough * (2 + 16 * near);
      const side = x + wave * rough * 3 * near;
      const fromY = up < 0 ? 0 : up > shore - 1 ? shore - 1 : Math.floor(up);
      const fromX = side < 0 ? 0 : side > width - 1 ? width - 1 : Math.floor(side);
      const from = (fromY * width + fromX) * 3;
      const pixel = (y * width + x) * 3;
      const column = Math.exp(-(((x - lamp.x) / (width * (0.025 + 0.075 * near))) ** 2));
      const glint = column * Math.max(0, wave * 0.9 + 0.25) * (mood.night ? 0.3 : 0.75) * (1 - 0.45 * near);
      const crest = Math.max(0, wave - 0.35) * 0.1;
      for (let i = 0; i < 3; i++) {
        const own = (deep[i] as number) * 0.55 + (shade[i] as number) * 0.45;
        light[pixel + i] =
          (light[from + i] as number) * dim * 0.86 +
          own * (0.14 + 0.3 * near) +
          (accent[i] as number) * crest +
          ((glow[i] as number) * 0.5 + (bright[i] as number) * 0.5) * glint;
      }
    }
    if (y % 4 === 0) yield;
  }
}
