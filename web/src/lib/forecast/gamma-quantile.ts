/** Returns the value that a gamma variable of scale 1 stays below with a probability. */
export function gammaQuantile(shape: number, probability: number): number {
  let low = 0;
  let high = shape + 20 * Math.sqrt(shape) + 20;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (gammaShare(shape, middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/** The regularized lower incomplete gamma function: a series below the mean, a continued fraction above it. */
function gammaShare(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? front * series(shape, x) : 1 - front * fraction(shape, x);
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < 500 && term > sum * 1e-12; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** A continued fraction, evaluated from its front. */
function fraction(shape: number, x: number): number {
  const least = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / least;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 500; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, least);
    c = nonZero(b + a / c, least);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return value;
}

function nonZero(value: number, least: number): number {
  return Math.abs(value) < least ? least : value;
}

/** Lanczos' approximation. */
function logGamma(x: number): number {
  const coefficients = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.001208650973866179,
    -0.000005395239384953,
  ];
  const base = x + 5.5;
  const sum = coefficients.reduce((total, one, index) => total + one / (x + index + 1), 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((2.5066282746310007 * sum) / x);
}
