/** Returns a part of a value, rounded; the whole for the whole, so that nothing is left over. */
export function partOf(value: number, part: number, whole: number): number {
  if (part >= whole) return value;
  const doubled = (BigInt(value) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n);
  return Number(doubled);
}
