import { type Colour, screenValue } from './colour.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A picture while it is painted: linear light, three numbers a pixel, row by row from the top left. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.light = new Float32Array(width * height * 3);
  }

  add(x: number, y: number, light: Colour, share: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let i = 0; i < 3; i++) {
      this.light[at + i] = (this.light[at + i] as number) + (light[i] as number) * share;
    }
  }

  /** Lays a thin stroke over a column around a row that need not be whole. */
  cover(x: number, row: number, tint: Colour, share: number): void {
    const first = Math.floor(row);
    for (const [y, part] of [
      [first, 1 - (row - first)],
      [first + 1, row - first],
    ] as const) {
      if (x < 0 || y < 0 || x >= this.width || y >= this.height) continue;
      const at = (y * this.width + x) * 3;
      for (let i = 0; i < 3; i++) {
        const under = this.light[at + i] as number;
        this.light[at + i] = under + ((tint[i] as number) - under) * share * part * 0.6;
      }
    }
  }

  /**
   * The finished picture, four bytes a pixel: bright light rolls off softly instead of clipping, corners fall
   * off a little, and a fine grain keeps long gradients from showing bands.
   */
  *develop(random: SeededRandom): Generator<void, Uint8Array> {
    const { width, height, light } = this;
    const bytes = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++) {
      const fromMiddleY = (2 * y) / height - 1;
      for (let x = 0; x < width; x++) {
        const fromMiddleX = (2 * x) / width - 1;
        const distance = fromMiddleX * fromMiddleX + fromMiddleY * fromMiddleY;
        const exposure = 1 - 0.13 * distance * distance * 0.5;
        const grain = (random.next() + random.next() - 1) * 2.2;
        const pixel = y * width + x;
        for (let i = 0; i < 3; i++) {
          const value = screenValue(rollOff((light[pixel * 3 + i] as number) * exposure)) + grain;
          bytes[pixel * 4 + i] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
        bytes[pixel * 4 + 3] = 255;
      }
      if (y % 8 === 0) yield;
    }
    return bytes;
  }
}

const SHOULDER = 0.72;
/** The identity up to the shoulder, then an approach to 1 that never gets there. */
function rollOff(light: number): number {
  if (light <= SHOULDER) return light;
  const over = (light - SHOULDER) / (1 - SHOULDER);
  return SHOULDER + (1 - SHOULDER) * (over / (1 + over));
}
