import type { PictureSize } from '../pictures/draw-picture.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, type Stroke, strokesOf } from './stroke-font.ts';

const MAX_CHARACTERS = 90;
/** In units of the letters' grid. */
const GAP = 2.1;
const PEN = 0.62;
const EDGE = 0.55;

/**
 * Writes large white capitals with black edges along the top and the bottom of a picture's size: four bytes a pixel, clear
 * where nothing is written.
 */
export function letterCaption(text: string, { width, height }: PictureSize): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  const [top, bottom] = twoParts(writable(text));
  const longest = Math.max(...[...top, ...bottom].map((line) => line.length), 1);
  const unit = Math.min((width * 0.92) / (longest * (GLYPH_WIDTH + GAP)), (height * 0.13) / GLYPH_HEIGHT);
  const lineHeight = unit * (GLYPH_HEIGHT + 2.6);
  const margin = unit * 2;
  const write = (line: string, y: number) => {
    const lineWidth = (line.length * (GLYPH_WIDTH + GAP) - GAP) * unit;
    for (const [index, sign] of [...line].entries()) {
      const x = (width - lineWidth) / 2 + index * (GLYPH_WIDTH + GAP) * unit;
      for (const stroke of strokesOf(sign) ?? []) draw(pixels, stroke, { x, y, unit, width, height });
    }
  };
  for (const [index, line] of top.entries()) write(line, margin + index * lineHeight);
  for (const [index, line] of bottom.toReversed().entries()) {
    write(line, height - margin - unit * GLYPH_HEIGHT - index * lineHeight);
  }
  return pixels;
}

/** What of a text can be written, in capitals. */
export function writable(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").replace(/[–—]/g, '-');
  const signs = [...plain.toUpperCase()].filter((sign) => sign === ' ' || strokesOf(sign)).join('');
  return signs.replace(/ +/g, ' ').trim().slice(0, MAX_CHARACTERS).trim();
}

/** A short text is written at the bottom; of a longer one the first half is at the top. */
function twoParts(text: string): [top: string[], bottom: string[]] {
  const words = text.split(' ');
  if (text.length <= 22) return [[], [text]];
  const half = halfOf(words);
  return [lines(words.slice(0, half)), lines(words.slice(half))];
}

/** One line, or two where it is long. */
function lines(words: readonly string[]): string[] {
  const text = words.join(' ');
  if (text.length <= 24) return [text];
  const half = halfOf(words);
  return [words.slice(0, half).join(' '), words.slice(half).join(' ')].filter((line) => line !== '');
}

/** How many words make up the first half, best. */
function halfOf(words: readonly string[]): number {
  const uneven = (count: number) =>
    Math.abs(words.slice(0, count).join(' ').length - words.slice(count).join(' ').length);
  return words.reduce(
    (best, _, count) => (count > 0 && uneven(count) < uneven(best) ? count : best),
    words.length,
  );
}

interface Page extends PictureSize {
  readonly x: number;
  readonly y: number;
  /** Pixels of the grid. */
  readonly unit: number;
}

function draw(pixels: Uint8Array, stroke: Stroke, { x, y, unit, width, height }: Page): void {
  const points = stroke.map(([across, down]) => [x + across * unit, y + down * unit] as const);
  const reach = (PEN + EDGE) * unit + 1;
  for (const [index, from] of points.slice(0, -1).entries()) {
    const to = points[index + 1] ?? from;
    const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
    const [above, below] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
    for (let row = Math.max(0, Math.floor(above)); row < Math.min(height, below); row++) {
      for (let column = Math.max(0, Math.floor(left)); column < Math.min(width, right); column++) {
        const away = distance([column, row], from, to);
        const ink = clamp((PEN + EDGE) * unit - away + 0.5);
        const white = clamp(PEN * unit - away + 0.5) * 255;
        const at = (row * width + column) * 4;
        // Letters lie over the edges of others.
        for (let i = 0; i < 3; i++) pixels[at + i] = Math.max(pixels[at + i] as number, white);
        pixels[at + 3] = Math.max(pixels[at + 3] as number, ink * 255);
      }
    }
  }
}

type Point = readonly [x: number, y: number];

/** From a point to the nearest one of a line between two. */
function distance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : clamp(((x - fromX) * alongX + (y - fromY) * alongY) / length);
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
