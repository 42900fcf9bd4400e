import type { MonthTie, TiedCurrency, TiedLine, TieLine } from '../../../contract/index.ts';

/** An amount that one side counts in a month. What leaves the Stripe balance is negative. */
export interface Moved {
  readonly line: TieLine;
  readonly currency: string;
  /** The same on both sides: the id of the payment intent, refund or dispute at Stripe. */
  readonly key: string;
  readonly cents: number;
  readonly taxCents?: number;
  /** The same amount in the currency in which Stripe settles; null: unknown. */
  readonly settled: { readonly currency: string; readonly cents: number } | null;
  readonly paymentId: string | null;
}

/** The amounts that the sides count of one payment, refund or dispute. */
export interface TiedItem {
  readonly line: TieLine;
  readonly currency: string;
  readonly key: string;
  readonly paymentId: string | null;
  readonly hereCents: number;
  readonly stripeCents: number;
  /** Whether a side has it in this month at all, even if its amounts add up to nothing. */
  readonly isHere: boolean;
  readonly isAtStripe: boolean;
}

interface Tied {
  readonly currencies: readonly Omit<TiedCurrency, 'causes' | 'causesLeftOut'>[];
  /** The items that the sides count differently, the largest differences first. */
  readonly differing: readonly TiedItem[];
}

const LINES: readonly TieLine[] = ['sales', 'refunds', 'disputes', 'fees'];

/** Sets the journal of a month against what Stripe moved in it. */
export function tieMonth(here: readonly Moved[], atStripe: readonly Moved[]): Tied {
  const currencies = [...new Set([...here, ...atStripe].map(({ currency }) => currency))].sort();
  return {
    currencies: currencies.map((currency) => ({
      currency,
      lines: LINES.flatMap((line) => {
        const isOf = (moved: Moved) => moved.currency === currency && moved.line === line;
        return tieLine(line, here.filter(isOf), atStripe.filter(isOf));
      }),
    })),
    differing: toItems(here, atStripe)
      .filter(({ hereCents, stripeCents }) => hereCents !== stripeCents)
      .sort((a, b) => differenceOf(b) - differenceOf(a) || (a.key < b.key ? -1 : 1)),
  };
}

function tieLine(line: TieLine, here: readonly Moved[], atStripe: readonly Moved[]): TiedLine[] {
  if (here.length === 0 && atStripe.length === 0) return [];
  const hereCents = sum(here, ({ cents }) => cents);
  const taxCents = sum(here, ({ taxCents: tax = 0 }) => tax);
  const stripeCents = sum(atStripe, ({ cents }) => cents);
  return [{ line, hereCents, taxCents, stripeCents, settled: line === 'fees' ? [] : settle(here, atStripe) }];
}

/** Adds up a line in each other currency in which Stripe settles it. */
function settle(here: readonly Moved[], atStripe: readonly Moved[]): TiedLine['settled'] {
  const isForeign = ({ settled, currency }: Moved) => settled !== null && settled.currency !== currency;
  const isComplete = here.every(({ settled }) => settled !== null);
  const names = [...here, ...atStripe].filter(isForeign).map(({ settled }) => settled?.currency ?? '');
  return [...new Set(names)].sort().map((currency) => {
    const isOf = ({ settled }: Moved) => settled?.currency === currency;
    const settledCents = ({ settled }: Moved) => settled?.cents ?? 0;
    const theirs = atStripe.filter(isOf);
    const stripeCents = sum(theirs, settledCents);
    const paidCents = sum(theirs, ({ cents }) => cents);
    const hereCents = isComplete ? sum(here.filter(isOf), settledCents) : null;
    return { currency, hereCents, stripeCents, rate: paidCents === 0 ? null : stripeCents / paidCents };
  });
}

function toItems(here: readonly Moved[], atStripe: readonly Moved[]): TiedItem[] {
  const nameOf = ({ line, currency, key }: Moved) => `${line} ${currency} ${key}`;
  const ours = Map.groupBy(here, nameOf);
  const theirs = Map.groupBy(atStripe, nameOf);
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name) => {
    const [our, their] = [ours.get(name) ?? [], theirs.get(name) ?? []];
    const first = our[0] ?? their[0];
    if (!first) return [];
    return {
      ...{ line: first.line, currency: first.currency, key: first.key, paymentId: first.paymentId },
      ...{ isHere: our.length > 0, isAtStripe: their.length > 0 },
      hereCents: sum(our, ({ cents }) => cents),
      stripeCents: sum(their, ({ cents }) => cents),
    };
  });
}

function differenceOf({ hereCents, stripeCents }: TiedItem): number {
  return Math.abs(hereCents - stripeCents);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  // Never the negative zero that a refund of nothing would leave.
  return all.reduce((total, one) => total + of(one), 0);
}

/** Movements at Stripe that are no line of the journal, by type and currency. */
export type OtherMovements = MonthTie['others'];
