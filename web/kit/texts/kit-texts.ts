import type { ActivityStatus, AppError, LotSource, PackOffer, Rate } from '@firemeter/functions/contract';

/** Every text of the components. Each is a whole sentence or label, and formats its own numbers. */
export interface KitTexts {
  /** "5 credits": an amount with every decimal that it has. */
  credits(micros: number): string;
  /** "5": the same without the word. */
  amount(micros: number): string;
  /** At most three decimals, for an amount that stands by itself. */
  rounded(micros: number): string;
  date(ms: number): string;
  /** When something happened, in a list. */
  moment(ms: number): string;
  money(amountCents: number, currency: string): string;
  /** The price of a credit, to two more places. */
  fineMoney(cents: number, currency: string): string;
  error(error: AppError): string;

  balance: {
    label: string;
    low: string;
    unlimited: string;
    available(micros: number): string;
    held(micros: number): string;
    owed(micros: number): string;
    spendTip: string;
    lowTip: string;
    heldTip: string;
    owedTip: string;
    unlimitedTip: string;
  };

  cost: {
    loadingPrice: string;
    loadingBalance: string;
    offline: string;
    unlimited: string;
    free: string;
    have(micros: number): string;
    left(micros: number, isExact: boolean): string;
    low(micros: number, isExact: boolean): string;
    partly(micros: number): string;
    price(micros: number, isExact: boolean): string;
    missing(availableMicros: number, missingMicros: number): string;
    getMore: string;
    paysForUse: string;
    countsInFull(rate: Rate): string;
    suspended(reason: string | null): string;
    limited(max: number, windowMs: number, waitMs: number): string;
    needsPlan(plans: readonly string[]): string;
    guest(left: number, max: number): string;
    guestLimited(max: number, waitMs: number): string;
    guestBarred: string;
  };

  lots: {
    names: Readonly<Record<LotSource, string>>;
    noneTitle: string;
    noneLeftTitle: string;
    none: string;
    unlimited: string;
    sinceUntil(grantedAtMs: number, expiresAtMs: number | null): string;
    frozen: string;
    owed: string;
    owedNote: string;
  };

  packs: {
    title: string;
    close: string;
    loading: string;
    none: string;
    name(label: string): string;
    tags: Readonly<Record<NonNullable<PackOffer['tag']>, string>>;
    creditsUnit: string;
    bonus(micros: number): string;
    saves(percent: number): string;
    perCredit(cents: number, currency: string): string;
    buy(label: string): string;
    opening: string;
  };

  models: {
    label: string;
    recommended: string;
    tooExpensive: string;
    needsPlan(plans: readonly string[]): string;
    off: string;
  };

  history: {
    label: string;
    loading: string;
    none: string;
    failed: string;
    loadOlder: string;
    statuses: Readonly<Record<ActivityStatus, string>>;
    noCharge: string;
  };
}
