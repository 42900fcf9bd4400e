/** Tells the even width and height of a shape such as `16:9` whose longer side is given; 3:2 where there is none. */
export function sizeOfShape(shape: unknown, longerSide: number): [width: number, height: number] {
  const [, wide = '3', high = '2'] = /^(\d{1,2}):(\d{1,2})$/.exec(String(shape)) ?? [];
  const scale = longerSide / Math.max(Number(wide), Number(high));
  const even = (side: string) => 2 * Math.round((Number(side) * scale) / 2);
  return [even(wide), even(high)];
}
