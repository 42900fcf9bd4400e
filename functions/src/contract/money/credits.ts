/** Credits are stored and computed as integer micros, never as fractions. */
export const MICROS_PER_CREDIT = 1_000_000;

/** Converts credits to micros, rounded to the nearest micro. For catalogs and forms. */
export function creditsToMicros(credits: number): number {
  return Math.round(credits * MICROS_PER_CREDIT);
}

/**
 * Writes an amount in credits with at most three decimals, never rounded up. For a single amount. For amounts that
 * readers add up, compare or pay, use `exactCredits`.
 */
export function formatCredits(micros: number, locale = 'en-US'): string {
  const shown = Math.trunc(Math.abs(micros) / 1_000);
  const isTooSmall = shown === 0 && micros !== 0;
  return signOf(micros) + (isTooSmall ? `<${decimal(1, 3, locale)}` : decimal(shown, 3, locale));
}

/**
 * Writes an amount in credits with all its decimals. Use it where several amounts of one thing are shown, so that they
 * add up as shown and no price looks lower than it is.
 */
export function exactCredits(micros: number, locale = 'en-US'): string {
  return signOf(micros) + decimal(Math.abs(micros), 6, locale);
}

function signOf(micros: number): string {
  return micros < 0 ? '−' : '';
}

/**
 * Writes a whole number of thousandths or millionths as a decimal. `Intl` gets the digits as text, because a division
 * would round large numbers.
 */
function decimal(parts: number, decimals: number, locale: string): string {
  const unit = 10 ** decimals;
  const digits = `${Math.trunc(parts / unit)}.${String(parts % unit).padStart(decimals, '0')}`;
  return formatOf(locale).format(digits as Intl.StringNumericLiteral);
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string): Intl.NumberFormat {
  const known = formats.get(locale);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  formats.set(locale, made);
  return made;
}
