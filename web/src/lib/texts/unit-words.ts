import type { BuiltIn, UnitOf } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { type Kinds, viewOf } from '../work/kinds.ts';
import { numberText } from './format.ts';

/** What the console says about a unit. */
export interface UnitWords {
  /** How something is charged: "By seconds". */
  readonly by: string;
  /** After a number: "seconds". */
  readonly many: string;
}

/** What a price says about a unit. */
interface PriceWords {
  /** What is counted one by one: "image". */
  readonly one: string;
  /** What is counted whole as soon as it has begun: "started 100 characters". */
  started(unitSize: number): string;
}

/** A unit that Firemeter's own kinds of work are counted in. */
type OwnUnit = UnitOf<BuiltIn>;

/** Tokens are priced by rates of their own, which have their own words. */
const priced: Record<Exclude<OwnUnit, 'token'>, UnitWords & PriceWords> = {
  image: {
    by: t`By pictures`,
    many: t`images`,
    one: t`image`,
    started: (unitSize) => {
      const count = numberText(unitSize);
      return plural(unitSize, { one: `started ${count} image`, other: `started ${count} images` });
    },
  },
  second: {
    by: t`By seconds`,
    many: t`seconds`,
    one: t`second`,
    started: (unitSize) => {
      if (unitSize === 60) return t`started minute`;
      const count = numberText(unitSize);
      return plural(unitSize, { one: `started ${count} second`, other: `started ${count} seconds` });
    },
  },
  megapixel: {
    by: t`By megapixels`,
    many: t`megapixels`,
    one: t`started megapixel`,
    started: (unitSize) => {
      const count = numberText(unitSize);
      return plural(unitSize, { one: `started ${count} megapixel`, other: `started ${count} megapixels` });
    },
  },
  character: {
    by: t`By characters`,
    many: t`characters`,
    one: t`character`,
    started: (unitSize) => {
      const count = numberText(unitSize);
      return plural(unitSize, { one: `started ${count} character`, other: `started ${count} characters` });
    },
  },
};

const own: Record<OwnUnit, UnitWords> = {
  ...priced,
  token: { by: t`By tokens`, many: t`tokens` },
};

/** Returns the words of a unit that work of a kind is counted in; its name where nobody has words for it. */
export function unitWords(kinds: Kinds, { kind, unit }: { kind: string; unit: string }): UnitWords {
  if (Object.hasOwn(own, unit)) return own[unit as OwnUnit];
  return viewOf(kinds, kind)?.units?.[unit] ?? { by: t`By ${unit}`, many: unit };
}

/** Returns what a price says about a unit; one that an app has declared is called as the app calls it. */
export function priceWords(unit: string): PriceWords {
  return Object.hasOwn(priced, unit)
    ? priced[unit as keyof typeof priced]
    : { one: unit, started: (unitSize) => `${numberText(unitSize)} ${unit}` };
}
