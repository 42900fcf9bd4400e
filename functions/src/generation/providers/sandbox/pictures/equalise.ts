const BINS = 512;

/** Maps values in place to 0 … 1 so that each part of that range is taken about equally often. */
export function equalise(values: Float32Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const perBin = BINS / (high - low || 1);
  const upTo = new Float64Array(BINS + 2);
  for (const value of values) {
    const bin = Math.min(Math.floor((value - low) * perBin), BINS - 1);
    upTo[bin + 1] = (upTo[bin + 1] as number) + 1 / values.length;
  }
  for (let bin = 1; bin < upTo.length; bin++) upTo[bin] = (upTo[bin] as number) + (upTo[bin - 1] as number);
  for (let i = 0; i < values.length; i++) {
    const place = ((values[i] as number) - low) * perBin;
    const bin = Math.min(Math.floor(place), BINS - 1);
    const below = upTo[bin] as number;
    values[i] = below + ((upTo[bin + 1] as number) - below) * (place - bin);
  }
}
