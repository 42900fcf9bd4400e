import type { Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Scatters stars from the top down to the row `below`, most of them faint, a few with a halo and rays. */
export function paintStars(
  canvas: Canvas,
  random: SeededRandom,
  { count, below, tint }: { count: number; below: number; tint: Colour },
): void {
  for (let star = 0; star < count; star++) {
    const x = random.below(canvas.width);
    const y = Math.floor(random.next() * below);
    const fade = Math.min(1, 2.5 * (1 - y / below));
    const strength = random.next() ** 6 * fade;
    const share = 0.06 + 0.8 * strength;
    canvas.add(x, y, tint, share * fade);
    if (strength < 0.25) continue;
    const reach = strength > 0.7 ? 7 : 2;
    for (let away = 1; away <= reach; away++) {
      const fainter = (share * 0.35) / (away * away * 0.6 + 0.4);
      canvas.add(x + away, y, tint, fainter);
      canvas.add(x - away, y, tint, fainter);
      canvas.add(x, y + away, tint, fainter);
      canvas.add(x, y - away, tint, fainter);
    }
    if (strength > 0.7) paintHalo(canvas, x, y, tint, share * 0.12);
  }
}

function paintHalo(canvas: Canvas, middleX: number, middleY: number, tint: Colour, share: number): void {
  for (let dy = -9; dy <= 9; dy++) {
    for (let dx = -9; dx <= 9; dx++) {
      canvas.add(middleX + dx, middleY + dy, tint, share * Math.exp(-(dx * dx + dy * dy) / 14));
    }
  }
}
