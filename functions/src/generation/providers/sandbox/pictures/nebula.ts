import type { Canvas } from './canvas.ts';
import { type Colour, gradient, gradientIndex, mix, scale, turnHue } from './colour.ts';
import { enlarge } from './enlarge.ts';
import { equalise } from './equalise.ts';
import type { Mood } from './mood.ts';
import { createNoise } from './noise.ts';
import type { SeededRandom } from './seeded-random.ts';
import { paintStars } from './stars.ts';

/** Glowing clouds of two hues: noise bent by noise twice over, creased by darker dust, before stars. */
export function* paintNebula(canvas: Canvas, mood: Mood, random: SeededRandom): Generator<void> {
  const { width, height, light } = canvas;
  const [deep, shade, body, accent, glow, bright] = mood.palette;
  const turn = random.pick([-75, -50, 50, 75, 110]);
  const near = gradient([scale(deep, 0.5), deep, shade, body, accent, glow, bright]);
  const turned = (tone: Colour) => turnHue(tone, turn);
  const far = gradient([deep, turned(shade), turned(body), turned(accent), turned(glow)]);
  const { density, hue, dust } = yield* gatherClouds(width, height, random);

  const heartX = width * random.between(0.32, 0.68);
  const heartY = height * random.between(0.35, 0.65);
  const reach = width * random.between(0.34, 0.46);
  const core = mix(glow, bright, 0.5);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const around = Math.exp(-((x - heartX) ** 2 + 1.8 * (y - heartY) ** 2) / (reach * reach));
      const thick = density[pixel] as number;
      const shadow = 1 - 0.75 * (dust[pixel] as number);
      const share = (hue[pixel] as number) ** 2;
      const at = gradientIndex(thick ** 1.4 * (0.55 + 0.42 * around));
      const gain = (0.75 + 0.6 * around * thick) * shadow;
      const flare = around ** 4 * thick ** 2.5 * 0.42 * shadow;
      for (let i = 0; i < 3; i++) {
        const own = (near[at + i] as number) * (1 - share) + (far[at + i] as number) * share;
        light[pixel * 3 + i] = own * gain + (core[i] as number) * flare;
      }
    }
    if (y % 8 === 0) yield;
  }
  yield;
  paintStars(canvas, random, { count: 500, below: height * 1.6, tint: bright });
}

/** The fields the clouds are made of; computed at half size, since they are soft and cost the most. */
function* gatherClouds(width: number, height: number, random: SeededRandom) {
  const noise = createNoise(random);
  const zoom = random.between(0.9, 1.3);
  const swirl = random.between(0.8, 1.3);
  const driftX = random.between(0, 100);
  const driftY = random.between(0, 100);
  const halfWidth = width / 2;
  const size = (halfWidth * height) / 2;
  const density = new Float32Array(size);
  const hue = new Float32Array(size);
  const dust = new Float32Array(size);
  for (let pixel = 0; pixel < size; pixel++) {
    const u = ((2 * (pixel % halfWidth)) / height) * zoom + driftX;
    const v = ((2 * Math.floor(pixel / halfWidth)) / height) * zoom + driftY;
    const bendX = noise.fractal(u + 3.1, v + 7.7, 3);
    const bendY = noise.fractal(u - 5.2, v + 1.3, 3);
    density[pixel] = noise.fractal(u + swirl * bendX, v + swirl * bendY, 5) + 0.3 * bendX;
    hue[pixel] = noise.at(0.9 * u + bendY + 31, 0.9 * v - bendX);
    const crease = noise.ridged(1.2 * u + bendX + 11, 1.2 * v + bendY, 3);
    dust[pixel] = Math.min(1, Math.max(0, (crease - 0.42) * 2.4));
    if (pixel % 1_024 === 0) yield;
  }
  equalise(density);
  equalise(hue);
  return {
    density: enlarge(density, width, height),
    hue: enlarge(hue, width, height),
    dust: enlarge(dust, width, height),
  };
}
