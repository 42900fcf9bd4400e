import {
  compareMoney,
  type Difference,
  type DifferenceKind,
  type LedgerEntry,
  type Money,
  type Payment,
  type Reversal,
} from '../../contract/index.ts';

/** Payments and reversals at Stripe. */
export interface StripeRecords {
  readonly payments: readonly {
    readonly intentId: string;
    readonly paid: Money;
  }[];
  readonly reversals: readonly {
    readonly id: string;
    readonly intentId: string | null;
    readonly reversal: Reversal;
    readonly currency: string;
  }[];
}

/** Our payments, and what the ledger granted and took back for their accounts. */
export interface LocalRecords {
  readonly payments: ReadonlyMap<string, Payment>;
  /** Other payments of these accounts that grants name. */
  readonly others: ReadonlyMap<string, Payment>;
  readonly entries: ReadonlyMap<string, LedgerEntry>;
}

/** Returns every difference between Stripe, our payments and the ledger. */
export function reconcile(atStripe: StripeRecords, here: LocalRecords): Difference[] {
  return [...missingHere(atStripe, here), ...wrongHere(atStripe, here), ...wrongInLedger(here)];
}

/** Returns what Stripe has and we lack, or have differently. */
function missingHere({ payments, reversals }: StripeRecords, here: LocalRecords): Difference[] {
  const byIntent = new Map(
    [...here.payments].map(([id, payment]) => [payment.paymentIntentId, { id, payment }]),
  );
  return [
    ...payments.flatMap(({ intentId, paid }): Difference[] => {
      const known = byIntent.get(intentId);
      if (!known) return [differ('payment-not-here', null, intentId)];
      const { id, payment } = known;
      if (payment.paidAt === null) return [differ('not-paid-here', id, intentId)];
      if (payment.currency !== paid.currency) {
        return [differ('currency-differs', id, intentId, [payment.currency, paid.currency])];
      }
      const ours = { amountCents: payment.paidCents ?? 0, currency: payment.currency };
      const isSame = compareMoney(ours, paid) === 0;
      return isSame ? [] : [differ('amount-differs', id, intentId, [formatMoney(ours), formatMoney(paid)])];
    }),
    ...reversals.flatMap(({ id, intentId, reversal, currency }): Difference[] => {
      const known = byIntent.get(intentId);
      const ours = known?.payment.reversals[id];
      if (!known || !ours) return [differ('reversal-not-here', known?.id ?? null, id)];
      const here = reversalText(ours, known.payment.currency);
      const stripe = reversalText(reversal, currency);
      return here === stripe ? [] : [differ('reversal-differs', known.id, id, [here, stripe])];
    }),
  ];
}

/** Returns what we have and Stripe lacks. */
function wrongHere(atStripe: StripeRecords, { payments }: LocalRecords): Difference[] {
  const intents = new Set(atStripe.payments.map(({ intentId }) => intentId));
  const reversals = new Set(atStripe.reversals.map(({ id }) => id));
  return [...payments].flatMap(([id, payment]) => {
    const { paidAt, paidCents, paymentIntentId } = payment;
    const isCharged = paidAt !== null && (paidCents ?? 0) > 0;
    const isMissing = isCharged && (paymentIntentId === null || !intents.has(paymentIntentId));
    const gone = Object.keys(payment.reversals).filter((reversalId) => !reversals.has(reversalId));
    return [
      ...(isMissing ? [differ('payment-not-at-stripe', id, paymentIntentId)] : []),
      ...gone.map((reversalId) => differ('reversal-not-at-stripe', id, reversalId)),
    ];
  });
}

/** Returns what the ledger lacks or has differently, and grants without a payment. */
function wrongInLedger({ payments, others, entries }: LocalRecords): Difference[] {
  const wrong = [...payments].flatMap(([id, payment]): Difference[] => {
    if (payment.paidAt === null) return [];
    const { bought, entryId, revokedMicros } = payment;
    const entry = entryId === null ? undefined : entries.get(entryId);
    if (bought.kind === 'plan') return wrongMonth(id, payment, { entry, entries });
    const granted = entry?.totalMicros ?? 0;
    const takenMicros = takenBack(id, payment, entries);
    return [
      ...(!entry && bought.micros > 0 ? [differ('not-granted', id, null)] : []),
      ...(entry && granted !== bought.micros
        ? [differ('granted-differently', id, null, [bought.micros, granted])]
        : []),
      ...(takenMicros === revokedMicros
        ? []
        : [differ('taken-back-differently', id, null, [revokedMicros, takenMicros])]),
    ];
  });
  const all = new Map([...others, ...payments]);
  return [...wrong, ...[...entries].flatMap(([id, entry]) => groundless(id, entry, all))];
}

/**
 * Compares the current month of a plan's payment: its grant less what was taken back. An amount withheld because of an
 * earlier refund counts as taken back, and has no entry.
 */
function wrongMonth(
  id: string,
  payment: Payment,
  { entry, entries }: { entry: LedgerEntry | undefined; entries: LocalRecords['entries'] },
): Difference[] {
  const dueMicros = payment.bought.micros - payment.revokedMicros;
  if (!entry) return dueMicros > 0 ? [differ('not-granted', id, null)] : [];
  const ofMonth = [...entries].filter(([, { amounts }]) =>
    amounts.some(({ lotId }) => lotId === payment.lot?.lotId),
  );
  const leftMicros = entry.totalMicros - takenBack(id, payment, new Map(ofMonth));
  return leftMicros === dueMicros ? [] : [differ('granted-differently', id, null, [dueMicros, leftMicros])];
}

/** Returns the credits that the ledger has taken back for a payment's reversals, less those given again. */
function takenBack(paymentId: string, { reversals }: Payment, entries: LocalRecords['entries']): number {
  return [paymentId, ...Object.keys(reversals)].reduce((sum, cause) => {
    const taken = entries.get(`take-back-${cause}`);
    const given = entries.get(`give-back-${cause}`);
    const takenMicros = taken ? taken.debtDeltaMicros - taken.totalMicros : 0;
    return sum + takenMicros - (given?.totalMicros ?? 0);
  }, 0);
}

const BOUGHT: readonly string[] = ['purchase', 'subscription'];

function groundless(id: string, entry: LedgerEntry, payments: LocalRecords['payments']): Difference[] {
  if (entry.kind !== 'grant' || !BOUGHT.includes(entry.lot.source) || id.startsWith('give-back-')) return [];
  const payment = payments.get(entry.lot.paymentId ?? '');
  const isOnlyOne = entry.lot.source === 'subscription' || payment?.entryId === id;
  return payment && payment.paidAt !== null && isOnlyOne ? [] : [differ('granted-without-payment', id, null)];
}

function differ(
  kind: DifferenceKind,
  here: string | null,
  atStripe: string | null,
  [ours, theirs]: readonly [string | number | null, string | number | null] = [null, null],
): Difference {
  const says = ours === null || theirs === null ? null : { here: String(ours), stripe: String(theirs) };
  return { kind, here, atStripe, says };
}

function reversalText({ kind, amountCents, state }: Reversal, currency: string): string {
  return `${kind} of ${formatMoney({ amountCents, currency })}, ${state}`;
}

function formatMoney({ amountCents, currency }: Money): string {
  return `${amountCents} ${currency}`;
}
