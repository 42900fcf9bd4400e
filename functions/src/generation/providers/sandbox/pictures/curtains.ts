import type { Canvas } from './canvas.ts';
import { gradient, gradientIndex, mix, scale, turnHue } from './colour.ts';
import { farShore, nearShore } from './landscape.ts';
import type { Mood } from './mood.ts';
import { createNoise } from './noise.ts';
import { paintRanges } from './ranges.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Lamp } from './sky.ts';
import { paintStars } from './stars.ts';
import { paintWater } from './water.ts';

/** Northern lights: curtains of rays that hang in folds over a dark horizon, before stars. */
export function* paintCurtains(canvas: Canvas, mood: Mood, random: SeededRandom): Generator<void> {
  const { width, height, light } = canvas;
  const [deep, shade, body, , glow, bright] = mood.palette;
  const shore = Math.round(height * random.between(0.7, 0.77));
  const sky = gradient([scale(deep, 0.6), deep, mix(deep, shade, 0.7), mix(shade, body, 0.45)]);
  for (let y = 0; y < shore; y++) {
    const at = gradientIndex((y / shore) ** 1.6);
    light.set(fillRow(sky.subarray(at, at + 3), width), y * width * 3);
  }
  paintStars(canvas, random, { count: 260, below: shore, tint: bright });
  yield;

  const curtains = 2 + random.below(2);
  for (let curtain = 0; curtain < curtains; curtain++) {
    yield* hangCurtain(canvas, mood, random, 1 - curtain / curtains);
  }
  const lamp: Lamp = { x: width * random.between(0.3, 0.7), y: height * 0.3, radius: 0 };
  const unlit: Mood = {
    night: true,
    palette: [
      scale(deep, 0.5),
      mix(deep, shade, 0.3),
      mix(deep, shade, 0.7),
      mix(shade, body, 0.25),
      mix(shade, body, 0.7),
      mix(body, glow, 0.6),
    ],
  };
  const land = random.pick(['peaks', 'woods', 'hills'] as const);
  yield* paintRanges(canvas, unlit, random, { shapes: farShore(land, shore, height * 0.7), lamp });
  yield* paintWater(canvas, unlit, random, { shore, lamp });
  yield* paintRanges(canvas, unlit, random, { shapes: nearShore('woods', height, random), lamp });
}

/**
 * One curtain, seen from below: a line that winds over the ground, with a ray standing on each of its points. Where
 * the line runs toward us rays gather, which draws the bright edges that real curtains have.
 */
function* hangCurtain(canvas: Canvas, mood: Mood, random: SeededRandom, distance: number): Generator<void> {
  const { width, height, light } = canvas;
  const [, shade, body, accent, glow] = mood.palette;
  const tones = gradient([
    mix(accent, glow, 0.75),
    accent,
    accent,
    body,
    turnHue(body, random.between(25, 70)),
    shade,
  ]);
  const noise = createNoise(random);
  const rays = width * 4;
  const winding = random.between(0.15, 0.22);
  const middle = height * (0.5 - 0.2 * distance);
  const strength = 0.75 + 0.3 * (1 - distance);
  const lean = random.between(-0.12, 0.12);
  for (let ray = 0; ray < rays; ray++) {
    const s = (ray / rays) * 2.6 - 0.3;
    const across =
      (ray / rays) * 1.5 - 0.25 + winding * (noise.at(s * 1.4, 1.5) + 0.12 * noise.at(s * 4, 7.5));
    const nearness = 0.5 + 0.5 * noise.fractal(s * 1.3, 20.5, 2) + 0.12 * Math.sin(s * 9);
    const foot = middle + height * 0.3 * (nearness - 0.5);
    const fine = noise.fractal(s * 24, 40.5, 3);
    const broad = noise.at(s * 7, 50.5);
    const pleat = 0.25 + 0.9 * Math.max(0, 0.4 + 1.3 * fine + 0.5 * broad);
    const swell = Math.max(0, 0.42 + 0.85 * noise.at(s * 1.6, 60.5));
    const length = height * (0.26 + 0.34 * nearness) * (0.7 + 0.3 * swell + 0.25 * pleat);
    const share = strength * pleat * swell * (width / rays) * 1.25;
    const top = Math.max(0, Math.floor(foot - length));
    const bottom = Math.min(height, foot + 40);
    for (let y = top; y < bottom; y++) {
      const up = (foot - y) / length;
      const shape = up < 0 ? Math.exp(-((up * length) ** 2) / 220) : Math.exp(-2.4 * up) * (1 - up);
      const place = across * width + lean * (foot - y);
      const column = Math.floor(place);
      const toRight = place - column;
      const at = gradientIndex(up);
      for (let side = 0; side < 2; side++) {
        const x = column + side;
        if (x < 0 || x >= width) continue;
        const part = shape * share * (side === 0 ? 1 - toRight : toRight);
        const pixel = (y * width + x) * 3;
        for (let i = 0; i < 3; i++) {
          light[pixel + i] = (light[pixel + i] as number) + (tones[at + i] as number) * part;
        }
      }
    }
    if (ray % 64 === 0) yield;
  }
}

function fillRow(tone: Float32Array, width: number): Float32Array {
  const row = new Float32Array(width * 3);
  for (let x = 0; x < width; x++) row.set(tone, x * 3);
  return row;
}
