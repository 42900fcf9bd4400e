import {
  creditsToMicros,
  MICROS_PER_CREDIT,
  type PackOffer,
  smallestUnits,
  TopUpSettings,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { moneyText } from '../../texts/money-text.ts';

/** What the form holds: text, as people type it. */
export interface TopUpDraft {
  belowCredits: string;
  pack: string;
  monthlyMax: string;
}

export type TopUpFaults = Partial<Record<keyof TopUpDraft, string>>;

/** What is set, or where nothing is: the smallest pack, and room for two of it a month. */
export function draftOf(settings: TopUpSettings | null, offers: readonly PackOffer[]): TopUpDraft {
  const first = offers[0];
  if (!settings) {
    const max = first ? (2 * first.amountCents) / smallestUnits(first.currency) : 0;
    return { belowCredits: '10', pack: first?.pack ?? '', monthlyMax: String(max) };
  }
  return {
    belowCredits: String(settings.belowMicros / MICROS_PER_CREDIT),
    pack: settings.pack,
    monthlyMax: String(settings.monthlyMaxCents / smallestUnits(settings.currency)),
  };
}

/** Checks a draft, and says per field what is wrong. */
export function readTopUp(
  draft: TopUpDraft,
  offers: readonly PackOffer[],
): { topUp: TopUpSettings; faults: null } | { topUp: null; faults: TopUpFaults } {
  const faults: TopUpFaults = {};
  const offer = offers.find(({ pack }) => pack === draft.pack);
  const belowMicros = creditsToMicros(Number(draft.belowCredits));
  if (draft.belowCredits.trim() === '' || !(belowMicros >= 1)) faults.belowCredits = t`More than 0 credits.`;
  if (!offer) return { topUp: null, faults: { ...faults, pack: t`Choose a pack.` } };
  const { currency, amountCents } = offer;
  const monthlyMaxCents = Math.round(Number(draft.monthlyMax) * smallestUnits(currency));
  if (!(monthlyMaxCents >= amountCents)) {
    faults.monthlyMax = t`At least ${moneyText(amountCents, currency)}: one of these packs.`;
  }
  if (Object.keys(faults).length > 0) return { topUp: null, faults };
  const parsed = TopUpSettings.safeParse({ belowMicros, pack: draft.pack, currency, monthlyMaxCents });
  if (parsed.success) return { topUp: parsed.data, faults: null };
  return { topUp: null, faults: { belowCredits: t`This is more than can be set.` } };
}
