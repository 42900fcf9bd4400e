/** A field of half the width and height at full size, smoothly between its values. Sides must be even. */
export function enlarge(half: Float32Array, width: number, height: number): Float32Array {
  const halfWidth = width / 2;
  const halfHeight = height / 2;
  const full = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const placeY = Math.min(Math.max(y / 2 - 0.25, 0), halfHeight - 1);
    const top = Math.floor(placeY);
    const down = placeY - top;
    const bottom = Math.min(top + 1, halfHeight - 1);
    for (let x = 0; x < width; x++) {
      const placeX = Math.min(Math.max(x / 2 - 0.25, 0), halfWidth - 1);
      const left = Math.floor(placeX);
      const across = placeX - left;
      const right = Math.min(left + 1, halfWidth - 1);
      const above =
        (half[top * halfWidth + left] as number) * (1 - across) +
        (half[top * halfWidth + right] as number) * across;
      const below =
        (half[bottom * halfWidth + left] as number) * (1 - across) +
        (half[bottom * halfWidth + right] as number) * across;
      full[y * width + x] = above * (1 - down) + below * down;
    }
  }
  return full;
}
