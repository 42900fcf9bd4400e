import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactCredits, formatCredits } from './credits.ts';

describe('a single amount', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1, '<0.001'],
    [999, '<0.001'],
    [1_000, '0.001'],
    [1_999, '0.001'],
    [-1, '−<0.001'],
    [-999, '−<0.001'],
    [-1_000, '−0.001'],
    [-1_500_000, '−1.5'],
    [1_234_567_891, '1,234.567'],
    [Number.MAX_SAFE_INTEGER, '9,007,199,254.74'],
  ])('of %d micros reads %s', (micros, text) => {
    expect(formatCredits(micros)).toBe(text);
  });

  test('never reads as zero unless it is zero, and never as more than it is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (micros) => {
        const text = formatCredits(micros);
        expect(text).not.toContain('-');
        expect(/^−?0$/.test(text)).toBe(micros === 0);
        const least = text.replace('<0.001', '0');
        expect(Math.abs(microsOf(least))).toBeLessThanOrEqual(Math.abs(micros));
      }),
    );
  });
});

describe('amounts shown together', () => {
  test('add up as they are shown, whatever they are', () => {
    const amounts = fc.array(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, (parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const shown = parts
          .map((micros) => exactCredits(micros))
          .reduce((sum, text) => sum + microsOf(text), 0);
        expect(shown).toBe(microsOf(exactCredits(total)));
        expect(shown).toBe(total);
      }),
    );
  });

  test('have no trailing zeros', () => {
    expect(
      [0, -0, 5_000_000, 527_000, 143_250, -1, 1_000_000_000].map((micros) => exactCredits(micros)),
    ).toEqual(['0', '0', '5', '0.527', '0.14325', '−0.000001', '1,000']);
  });
});

/** Reads an amount as a person does, without rounding. */
function microsOf(text: string): number {
  const [whole = '', fraction = ''] = text.replaceAll(',', '').replace('−', '').split('.');
  const micros = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  return text.startsWith('−') ? 0 - micros : micros;
}
