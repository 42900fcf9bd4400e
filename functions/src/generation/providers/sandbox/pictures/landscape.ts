import { paintBirds } from './birds.ts';
import type { Canvas } from './canvas.ts';
import { type Mood, mentions } from './mood.ts';
import type { Ground, RangeShape } from './outline.ts';
import { paintRanges } from './ranges.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Lamp, paintSky } from './sky.ts';
import { paintWater } from './water.ts';

/** A view over receding land, each range paler than the one before it, under a sky; by water where there is some. */
export function* paintLandscape(
  canvas: Canvas,
  mood: Mood,
  random: SeededRandom,
  prompt: string,
): Generator<void> {
  const { width, height } = canvas;
  const { ground, water } = placeOf(prompt, random);
  const horizon = Math.round(height * (water ? random.between(0.58, 0.67) : random.between(0.56, 0.66)));
  const lamp: Lamp = {
    x:
      width * random.pick([random.between(0.2, 0.38), random.between(0.62, 0.8), random.between(0.42, 0.58)]),
    y: mood.night ? height * random.between(0.14, 0.3) : horizon - height * random.between(0.1, 0.3),
    radius: height * (mood.night ? random.between(0.035, 0.055) : random.between(0.045, 0.085)),
  };
  const cloudy = mentions(prompt, 'cloud storm rain fog mist') ? 0.3 : random.between(-0.1, 0.16);

  if (water) {
    yield* paintSky(canvas, mood, random, { horizon, lamp, cloudy });
    yield* paintRanges(canvas, mood, random, { shapes: farShore(ground, horizon, height), lamp });
    yield* paintWater(canvas, mood, random, { shore: horizon, lamp });
    yield* paintRanges(canvas, mood, random, { shapes: nearShore(ground, height, random), lamp });
  } else {
    yield* paintSky(canvas, mood, random, { horizon: Math.round(horizon + height * 0.08), lamp, cloudy });
    yield* paintRanges(canvas, mood, random, { shapes: recedingLand(ground, horizon, height), lamp });
  }
  if (!mood.night && random.next() < 0.6) paintBirds(canvas, random, { lamp, tint: mood.palette[0] });
}

/** What the prompt's words call for, else what the prompt itself decides. */
function placeOf(prompt: string, random: SeededRandom): { ground: Ground; water: boolean } {
  const chance = random.next();
  const byWater = mentions(prompt, 'lake river water bay harbour harbor fjord lagoon shore island');
  if (mentions(prompt, 'city skyline town tokyo york london paris street building neon cyberpunk urban')) {
    return { ground: 'city', water: byWater || chance < 0.5 };
  }
  if (mentions(prompt, 'sea ocean coast beach wave ship boat sail whale surf')) {
    return { ground: 'islands', water: true };
  }
  if (mentions(prompt, 'desert dune sand sahara mars camel')) return { ground: 'dunes', water: false };
  if (
    mentions(prompt, 'mountain peak alps alpine snow ice frozen winter glacier volcano summit cliff everest')
  ) {
    return { ground: 'peaks', water: byWater || chance < 0.3 };
  }
  if (mentions(prompt, 'forest tree wood jungle pine fir cabin bear deer wolf')) {
    return { ground: 'woods', water: byWater || chance < 0.25 };
  }
  if (mentions(prompt, 'hill meadow field valley farm garden village vineyard')) {
    return { ground: 'hills', water: byWater };
  }
  return {
    ground: random.pick(['peaks', 'peaks', 'hills', 'woods', byWater ? 'hills' : 'dunes']),
    water: byWater || chance < 0.35,
  };
}

function recedingLand(ground: Ground, horizon: number, height: number): RangeShape[] {
  const count = 6;
  return Array.from({ length: count }, (_, range) => {
    const nearness = range / (count - 1);
    return {
      ground,
      nearness,
      foot: horizon + (height * 1.04 - horizon) * nearness ** 1.15,
      tall: height * (0.4 - 0.2 * nearness) * (ground === 'dunes' ? 0.6 : 1),
      wide: 3.4 - 1.2 * nearness,
    };
  });
}

export function farShore(ground: Ground, horizon: number, height: number): RangeShape[] {
  const ranges = [0.05, 0.3, 0.6].map((nearness, range) => ({
    ground,
    nearness,
    foot: horizon + 2,
    tall: height * ([0.42, 0.27, 0.13][range] ?? 0) * (ground === 'islands' ? 0.5 : 1),
    wide: 3.2 - 0.4 * range,
  }));
  return ground === 'islands' ? ranges.slice(0, 2) : ranges;
}

export function nearShore(ground: Ground, height: number, random: SeededRandom): RangeShape[] {
  if (ground === 'islands' || ground === 'city') return [];
  const tall = height * random.between(0.07, 0.12);
  return [{ ground, nearness: 1, foot: height * 1.02, tall, wide: 2.2 }];
}
