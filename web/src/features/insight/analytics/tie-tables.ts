import {
  type MonthTie,
  smallestUnits,
  type TieCause,
  type TiedCurrency,
  type TiedLine,
  type TieLine,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import type { TableData, Value } from '../../../components/charts/chart-data.ts';
import { formatLocale } from '../../../lib/language/locale.ts';
import { moneyText } from '../../../lib/texts/money-text.ts';
import { monthText } from '../day-texts.ts';

const rates = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 4, maximumFractionDigits: 4 });

/** The result of comparing both sides, in each sum and in each payment. */
export type TieVerdict =
  | { kind: 'ties' }
  | { kind: 'differs'; causes: number }
  /** The sums agree only because the differences of payments cancel out. */
  | { kind: 'cancels-out'; causes: number };

export function verdictOf({ currencies }: MonthTie): TieVerdict {
  const causes = currencies.reduce((sum, one) => sum + one.causes.length + one.causesLeftOut, 0);
  const isSame = currencies.every(({ lines }) => lines.every((line) => differenceOf(line) === 0));
  if (!isSame) return { kind: 'differs', causes };
  return causes === 0 ? { kind: 'ties' } : { kind: 'cancels-out', causes };
}

const lineTexts: Record<TieLine, string> = {
  sales: t`Sales`,
  refunds: t`Refunds`,
  disputes: t`Disputes`,
  fees: t`Fees`,
};

/** Returns why a payment counts differently, in words. */
function causeText({ kind, hereCents, otherMonth }: TieCause): string {
  switch (kind) {
    case 'not-here':
      return t`Only at Stripe`;
    case 'not-at-stripe':
      return t`Only in the journal`;
    case 'other-amount':
      return t`Another amount`;
    case 'dispute-not-lost':
      return t`Stripe has taken the money. The journal books a dispute once it is lost.`;
    case 'other-month': {
      const month = otherMonth === null ? '' : monthText(otherMonth);
      return hereCents === 0 ? t`In the journal of ${month}` : t`At Stripe in ${month}`;
    }
  }
}

/** Returns the lines as the page shows them. What leaves the balance is negative. */
export function tieLinesTable({ currencies }: MonthTie): TableData {
  const amount = { format: String };
  return {
    columns: [
      { label: t`Line` },
      { label: t`Journal`, ...amount },
      { label: t`Tax`, ...amount },
      { label: t`Journal with tax`, ...amount },
      { label: t`At Stripe`, ...amount },
      { label: t`Difference`, ...amount },
      { label: t`Settled at Stripe`, ...amount },
    ],
    rows: currencies.flatMap(({ currency, lines }) =>
      lines.map((line) => [
        `${lineTexts[line.line]} (${currency.toUpperCase()})`,
        ...amountsOf(line).map((cents) => moneyText(cents, currency)),
        settledText(line),
      ]),
    ),
  };
}

function amountsOf(line: TiedLine): number[] {
  const { hereCents, taxCents, stripeCents } = line;
  return [hereCents - taxCents, taxCents, hereCents, stripeCents, differenceOf(line)];
}

function differenceOf({ hereCents, stripeCents }: Pick<TiedLine, 'hereCents' | 'stripeCents'>): number {
  return hereCents - stripeCents;
}

function settledText({ settled }: TiedLine): string {
  return settled
    .map(({ currency, stripeCents, rate }) => {
      const money = moneyText(stripeCents, currency);
      if (rate === null) return money;
      const at = rates.format(rate);
      return t`${money} at ${at}`;
    })
    .join(' · ');
}

/** One row of the causes, as the page shows them. */
export interface CauseRow {
  key: string;
  paymentId: string | null;
  stripeId: string | null;
  line: string;
  why: string;
  here: string;
  stripe: string;
}

export function causeRows({ currencies }: MonthTie): CauseRow[] {
  return currencies.flatMap(({ currency, causes }) =>
    causes.map((cause) => ({
      key: [cause.line, currency, cause.stripeId ?? cause.paymentId].join(' '),
      paymentId: cause.paymentId,
      stripeId: cause.stripeId,
      line: lineTexts[cause.line],
      why: causeText(cause),
      here: moneyText(cause.hereCents, currency),
      stripe: moneyText(cause.stripeCents, currency),
    })),
  );
}

/** Returns the comparison as a file: each line, and below it the payments that explain its difference. */
export function tieFile({ month, currencies }: MonthTie): TableData {
  const labels = [
    ...[t`Month`, t`Currency`, t`Line`, t`Payment`, t`Stripe id`],
    ...[t`Journal`, t`Tax`, t`Journal with tax`, t`At Stripe`, t`Difference`, t`Reason`, t`Other month`],
    ...[t`Settled in`, t`Settled by stored rates`, t`Settled at Stripe`, t`Rate`],
  ];
  return {
    columns: labels.map((label) => ({ label })),
    rows: currencies.flatMap((tied) => tied.lines.flatMap((line) => linesOf(month, tied, line))),
  };
}

function linesOf(month: string, { currency, causes }: TiedCurrency, line: TiedLine): Value[][] {
  const place = [month, currency.toUpperCase(), lineTexts[line.line]];
  const units = (cents: number | null, of = currency) => (cents === null ? null : cents / smallestUnits(of));
  const settled = line.settled.length === 0 ? [null] : line.settled;
  const sums = settled.map((one, index) => [
    ...[...place, null, null],
    // Once, however many currencies it is settled in: so that columns add up.
    ...amountsOf(line).map((cents) => (index === 0 ? units(cents) : null)),
    ...[t`Sum`, null, one?.currency.toUpperCase() ?? null],
    ...(one ? [units(one.hereCents, one.currency), units(one.stripeCents, one.currency)] : [null, null]),
    one?.rate ?? null,
  ]);
  const explained = causes
    .filter((cause) => cause.line === line.line)
    .map((cause) => [
      ...[...place, cause.paymentId, cause.stripeId, null, null],
      ...[units(cause.hereCents), units(cause.stripeCents), units(differenceOf(cause))],
      ...[causeText(cause), cause.otherMonth, null, null, null, null],
    ]);
  return [...sums, ...explained];
}
