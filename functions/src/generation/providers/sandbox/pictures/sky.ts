import type { Canvas } from './canvas.ts';
import { type Colour, gradient, gradientIndex, mix, scale } from './colour.ts';
import type { Mood } from './mood.ts';
import { createNoise } from './noise.ts';
import type { SeededRandom } from './seeded-random.ts';
import { paintStars } from './stars.ts';

/** The sun, or at night the moon: in pixels. */
export interface Lamp {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Paints everything from the top down to the row `horizon`: air, clouds lit from below, sun or moon, stars. */
export function* paintSky(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  { horizon, lamp, cloudy }: { horizon: number; lamp: Lamp; cloudy: number },
): Generator<void> {
  const { width, height, light } = canvas;
  const [deep, shade, body, accent, glow, bright] = mood.palette;
  const noise = createNoise(random);
  const air = gradient(
    mood.night
      ? [scale(deep, 0.7), deep, mix(deep, shade, 0.6), shade, mix(shade, body, 0.7), mix(body, accent, 0.5)]
      : [mix(shade, body, 0.35), body, mix(body, accent, 0.6), accent, mix(accent, glow, 0.7), glow],
  );
  const underside = mood.night ? mix(shade, body, 0.5) : mix(accent, glow, 0.75);
  const top = mood.night ? mix(deep, shade, 0.6) : mix(shade, body, 0.7);
  const drift = random.between(0, 100);
  const halo = height * (mood.night ? 0.2 : 0.34);

  for (let y = 0; y < horizon; y++) {
    const down = y / horizon;
    for (let x = 0; x < width; x++) {
      const dx = x - lamp.x;
      const dy = y - lamp.y;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const near = Math.exp(-distance / halo);
      const at = gradientIndex(down ** 1.25 * 0.94 + 0.16 * near);
      const flat = (y / height) * (5 + 5 * down);
      const u = (x / height) * 1.4 + drift;
      const veil = noise.fractal(u + 0.6 * noise.at(u * 0.7, flat * 0.5), flat + drift, 4);
      const cloud =
        smooth(0.32 - cloudy, 0.62 - 0.4 * cloudy, veil + 0.25) *
        (0.35 + 0.65 * Math.sin(Math.PI * Math.min(1, down * 1.1)));
      const lit = smooth(-0.1, 0.35, near + 0.35 * veil);
      const shine = (mood.night ? 0.25 : 0.5) * near * near;
      const pixel = (y * width + x) * 3;
      for (let i = 0; i < 3; i++) {
        const sky = (air[at + i] as number) + (bright[i] as number) * shine;
        const puff =
          (top[i] as number) * (1 - lit) +
          (underside[i] as number) * lit +
          (bright[i] as number) * near * near * 0.5;
        light[pixel + i] = sky * (1 - 0.8 * cloud) + puff * 0.8 * cloud;
      }
    }
    if (y % 4 === 0) yield;
  }
  if (mood.night) paintStars(canvas, random, { count: 380, below: horizon * 0.85, tint: bright });
  paintDisc(canvas, lamp, mood.night ? bright : mix(glow, bright, 0.75), mood.night ? noise.at : undefined);
}

function paintDisc(
  canvas: Canvas,
  { x, y, radius }: Lamp,
  tint: Colour,
  spots?: (x: number, y: number) => number,
): void {
  const reach = Math.ceil(radius + 1);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const px = Math.round(x) + dx;
      const py = Math.round(y) + dy;
      if (px < 0 || py < 0 || px >= canvas.width || py >= canvas.height) continue;
      const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(px - x, py - y)));
      if (cover === 0) continue;
      const spot = spots ? 0.92 - 0.2 * Math.max(0, spots((dx / radius) * 2.2, (dy / radius) * 2.2)) : 1.5;
      const at = (py * canvas.width + px) * 3;
      for (let i = 0; i < 3; i++) {
        canvas.light[at + i] =
          (canvas.light[at + i] as number) * (1 - cover) + (tint[i] as number) * spot * cover;
      }
    }
  }
}

/** 0 below the low edge, 1 above the high one, an S between. */
export function smooth(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}
