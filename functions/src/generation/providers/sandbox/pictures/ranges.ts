import type { Canvas } from './canvas.ts';
import { type Colour, gradient, gradientIndex, mix, scale } from './colour.ts';
import type { Mood } from './mood.ts';
import { drawOutline, type RangeShape } from './outline.ts';
import { paintRange } from './range.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Lamp } from './sky.ts';

/** Paints ranges of land, given farthest first, each in the colour of its distance. */
export function* paintRanges(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  { shapes, lamp }: { shapes: readonly RangeShape[]; lamp: Lamp },
): Generator<void> {
  const toneAt = tonesByDistance(mood);
  const outlines = shapes.map((shape) => drawOutline(random, shape, canvas.width));
  for (const [index, shape] of shapes.entries()) {
    const outline = outlines[index];
    if (!outline) continue;
    const nearer = outlines.slice(index + 1);
    yield* paintRange(canvas, mood, random, {
      shape,
      outline,
      hiddenFrom: outline.top.map((_, x) =>
        Math.min(canvas.height, ...nearer.map(({ top }) => top[x] as number)),
      ),
      tone: toneAt(0.1 + 0.9 * shape.nearness),
      haze: toneAt(0.9 * shape.nearness - 0.14),
      lamp,
    });
  }
}

/** Land's colour by how near it is: close to the sky's at the horizon, dark before the viewer. */
function tonesByDistance(mood: Mood): (nearness: number) => Colour {
  const [deep, shade, body, accent, glow] = mood.palette;
  const tones = gradient(
    mood.night
      ? [mix(body, accent, 0.25), mix(shade, body, 0.7), shade, mix(deep, shade, 0.4), scale(deep, 0.55)]
      : [
          mix(accent, glow, 0.45),
          mix(body, accent, 0.65),
          body,
          shade,
          mix(deep, shade, 0.25),
          scale(deep, 0.7),
        ],
  );
  return (nearness) => {
    const at = gradientIndex(nearness);
    return [tones[at] as number, tones[at + 1] as number, tones[at + 2] as number];
  };
}
