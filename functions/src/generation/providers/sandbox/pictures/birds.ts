import type { Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Lamp } from './sky.ts';

/** A small flock that flies off from the lamp, each bird two bent strokes. */
export function paintBirds(
  canvas: Canvas,
  random: SeededRandom,
  { lamp, tint }: { lamp: Lamp; tint: Colour },
): void {
  const away = lamp.x < canvas.width / 2 ? 1 : -1;
  const middleX = lamp.x + away * canvas.width * random.between(0.12, 0.3);
  const middleY = Math.max(canvas.height * 0.12, lamp.y - canvas.height * random.between(0.05, 0.18));
  const birds = 3 + random.below(5);
  for (let bird = 0; bird < birds; bird++) {
    const x = middleX + random.between(-70, 70);
    const y = middleY + random.between(-26, 26);
    const span = random.between(4, 9);
    const lift = random.between(0.35, 0.7);
    for (let stroke = -span; stroke <= span; stroke += 0.25) {
      const out = Math.abs(stroke) / span;
      const bend = y - span * lift * Math.sin(out * 2.2) + span * 0.25;
      canvas.cover(Math.round(x + stroke), bend, tint, 0.75 * (1 - 0.6 * out));
    }
  }
}
