import type { Canvas } from './canvas.ts';
import { gradient, gradientIndex } from './colour.ts';
import { equalise } from './equalise.ts';
import type { Mood } from './mood.ts';
import { createNoise } from './noise.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Folded cloth of light: a height field bent by its own waves, lit from one side. */
export function* paintSilk(canvas: Canvas, mood: Mood, random: SeededRandom): Generator<void> {
  const { width, height, light } = canvas;
  const [deep, shade, body, accent, glow, bright] = mood.palette;
  const colours = gradient(
    random.pick([
      [deep, shade, body, accent, glow, bright],
      [shade, body, accent, glow, bright, glow, accent],
      [deep, deep, shade, body, accent, glow],
      [glow, accent, body, shade, deep, shade, body, accent],
    ]),
  );
  const angle = random.between(0, 2 * Math.PI);
  const { heights, hues } = yield* foldCloth(width, height, angle, random);
  equalise(hues);

  const lampX = Math.cos(angle + 2.2);
  const lampY = Math.sin(angle + 2.2);
  for (let y = 0; y < height; y++) {
    const above = Math.max(y - 1, 0) * width;
    const below = Math.min(y + 1, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const left = heights[x > 0 ? pixel - 1 : pixel] as number;
      const right = heights[x < width - 1 ? pixel + 1 : pixel] as number;
      const slopeX = right - left;
      const slopeY = (heights[below + x] as number) - (heights[above + x] as number);
      const tall = heights[pixel] as number;
      const facing = (slopeX * lampX + slopeY * lampY) * height * 0.05;
      const lit = facing / Math.sqrt(1 + facing * facing);
      const sheen = lit > 0 ? lit ** 6 : 0;
      const at = gradientIndex((hues[pixel] as number) ** 1.35 * 0.9 + 0.05 + 0.06 * tall + 0.05 * lit);
      const gain = 0.74 + 0.36 * lit + 0.12 * tall;
      for (let i = 0; i < 3; i++) {
        const own = colours[at + i] as number;
        light[pixel * 3 + i] = own * (gain + 0.5 * sheen) + (glow[i] as number) * sheen * 0.1;
      }
    }
    if (y % 8 === 0) yield;
  }
}

function* foldCloth(width: number, height: number, angle: number, random: SeededRandom) {
  const noise = createNoise(random);
  const turnX = Math.cos(angle);
  const turnY = Math.sin(angle);
  const zoom = random.between(2.1, 3.3);
  const stretch = random.between(0.45, 0.8);
  const bend = random.between(0.75, 1.05);
  const folds = random.between(1.1, 1.7);
  const drift = random.between(0, 100);
  const heights = new Float32Array(width * height);
  const hues = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const flatX = ((x - width / 2) / height) * zoom;
      const flatY = ((y - height / 2) / height) * zoom;
      let u = (flatX * turnX - flatY * turnY) * stretch + drift;
      let v = flatX * turnY + flatY * turnX + drift;
      const swell = noise.at(u * 0.7, v * 0.7);
      u += swell * 0.8;
      v += swell * 0.6;
      for (let wave = 1; wave <= 3; wave++) {
        u += (bend / wave) * Math.sin(wave * v + 0.9 * wave + drift);
        v += (bend / wave) * Math.cos(wave * u + 1.7 * wave);
      }
      const pixel = y * width + x;
      const phase = folds * (u + 0.8 * v);
      heights[pixel] =
        0.72 * Math.sin(phase) + 0.2 * Math.sin(2.7 * phase + 2 * swell) + 0.05 * Math.sin(9 * phase);
      hues[pixel] = Math.sin(0.5 * u + 1.6 * swell) + 0.7 * Math.sin(0.6 * v + 1.3);
    }
    if (y % 4 === 0) yield;
  }
  return { heights, hues };
}
