import { z } from 'zod';
import { MICROS_PER_CREDIT } from '../money/credits.ts';
import { Micros } from '../money/micros.ts';
import { type Catalog, Pack } from './catalog.ts';

/** A pack as offered in one currency. */
export const PackOffer = z.strictObject({
  pack: z.string(),
  label: z.string(),
  /** Set by an admin, never computed. */
  tag: Pack.shape.tag,
  micros: Micros,
  credits: z.number(),
  /** The part of the credits that is a bonus. */
  bonusMicros: Micros,
  bonusCredits: z.number(),
  /** ISO 4217, in lower case. */
  currency: z.string(),
  /** In the currency's smallest unit. */
  amountCents: z.int().min(0),
  /** The price of one credit in the currency's smallest unit, to two decimals. */
  centsPerCredit: z.number(),
  /** The percentage by which a credit is cheaper than in the most expensive pack, rounded down. */
  savingsPercent: z.int().min(0).max(100),
});
export type PackOffer = z.infer<typeof PackOffer>;

/** Returns every pack in every currency that it has a price in, in the order of the catalog. */
export function packOffers({ packs }: Pick<Catalog, 'packs'>): PackOffer[] {
  const offers = Object.entries(packs).flatMap(([pack, { prices, ...rest }]) =>
    Object.entries(prices).map(([currency, amountCents]) => ({ pack, ...rest, currency, amountCents })),
  );
  return offers.map(({ pack, label, tag, micros, bonusMicros, currency, amountCents }) => {
    const sameCurrency = offers.filter((other) => other.currency === currency);
    const dearest = Math.max(...sameCurrency.map((other) => other.amountCents / other.micros));
    const part = dearest === 0 ? 1 : amountCents / micros / dearest;
    const centsPerCredit = Math.round((amountCents * MICROS_PER_CREDIT * 100) / micros) / 100;
    return {
      pack,
      label,
      tag,
      micros,
      credits: micros / MICROS_PER_CREDIT,
      bonusMicros,
      bonusCredits: bonusMicros / MICROS_PER_CREDIT,
      currency,
      amountCents,
      centsPerCredit,
      // The division's last bit must not cost a percent.
      savingsPercent: Math.floor(Number(((1 - part) * 100).toFixed(6))),
    };
  });
}
