/**
 * Returns the ticks of an axis that fit its values: whole ones where all values are whole, such as micros and counts, and
 * zero alone where all are zero.
 */
export function axisTicks(ticks: readonly number[], values: readonly (number | null)[]): number[] {
  const known = values.map((value) => value ?? 0);
  if (known.every((value) => value === 0)) return [0];
  const areWhole = known.every(Number.isInteger);
  return ticks.filter((tick) => !areWhole || Number.isInteger(tick));
}
