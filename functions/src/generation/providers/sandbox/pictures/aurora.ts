import type { Canvas } from './canvas.ts';
import { paintCurtains } from './curtains.ts';
import { type Mood, mentions } from './mood.ts';
import { paintNebula } from './nebula.ts';
import type { SeededRandom } from './seeded-random.ts';
import { paintSilk } from './silk.ts';

/** Light and colour in motion: as northern lights or a nebula where the prompt speaks of such, else mostly as silk. */
export function paintAurora(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  prompt: string,
): Generator<void> {
  if (mentions(prompt, 'aurora northern borealis polar arctic')) return paintCurtains(canvas, mood, random);
  if (mentions(prompt, 'space galaxy nebula cosmic cosmos universe planet star stars stellar')) {
    return paintNebula(canvas, mood, random);
  }
  const chance = random.next();
  if (mood.night && chance < 0.3) return paintCurtains(canvas, mood, random);
  return chance < 0.82 ? paintSilk(canvas, mood, random) : paintNebula(canvas, mood, random);
}
