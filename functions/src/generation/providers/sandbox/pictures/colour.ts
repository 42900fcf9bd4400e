/** Linear light in red, green and blue, where 1 is as bright as the screen gets. */
export type Colour = readonly [red: number, green: number, blue: number];

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const toSrgb = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** The colour written as `#rrggbb`. */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [toLinear((value >> 16) / 255), toLinear(((value >> 8) & 255) / 255), toLinear((value & 255) / 255)];
}

/** Between two colours, evenly to the eye: mixed in OKLab (Björn Ottosson, 2020). */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const from = toOklab(a);
  const to = toOklab(b);
  return fromOklab([
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ]);
}

/** The same lightness and strength at a hue turned by some degrees. */
export function turnHue(of: Colour, degrees: number): Colour {
  const [lightness, a, b] = toOklab(of);
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return fromOklab([lightness, a * cos - b * sin, a * sin + b * cos]);
}

export function scale(of: Colour, factor: number): Colour {
  return [of[0] * factor, of[1] * factor, of[2] * factor];
}

/** Evenly spaced stops as a table of `GRADIENT_SIZE` colours, three numbers each. */
export const GRADIENT_SIZE = 1_024;
export function gradient(stops: readonly [Colour, ...Colour[]]): Float32Array {
  const table = new Float32Array(GRADIENT_SIZE * 3);
  for (let i = 0; i < GRADIENT_SIZE; i++) {
    const place = (i / (GRADIENT_SIZE - 1)) * (stops.length - 1);
    const from = stops[Math.floor(place)] ?? stops[0];
    const to = stops[Math.ceil(place)] ?? from;
    table.set(mix(from, to, place - Math.floor(place)), i * 3);
  }
  return table;
}

/** Where in a gradient's table the colour for a place from 0 to 1 starts; beyond the ends is the end. */
export function gradientIndex(place: number): number {
  const bounded = place < 0 ? 0 : place > 1 ? 1 : place;
  return Math.round(bounded * (GRADIENT_SIZE - 1)) * 3;
}

const SRGB_STEPS = 4_096;
/** Linear light from 0 to 1 as the screen's value from 0 to 255, in steps fine enough for 8 bits. */
const srgbTable = Float32Array.from({ length: SRGB_STEPS + 1 }, (_, i) => 255 * toSrgb(i / SRGB_STEPS));
export function screenValue(light: number): number {
  return srgbTable[light <= 0 ? 0 : light >= 1 ? SRGB_STEPS : (light * SRGB_STEPS) | 0] as number;
}

function toOklab([red, green, blue]: Colour): Colour {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Colour): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(Math.max(value, 0), 1);
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
