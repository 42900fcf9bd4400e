import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { assertNever, DAY_MS, MoneyFact, monthOf, Payment, type Posting } from '../../../contract/index.ts';
import { collection, decodeDocument } from '../../../platform/store/documents.ts';
import { documentsOf } from '../../../platform/store/pages-of.ts';
import type { Moved } from './tie-month.ts';

const PAGE = 1_000;
/** Stripe's clock, by which facts are dated, may be ahead of the store's. */
const CLOCK_MS = DAY_MS;

export interface JournalSpan {
  readonly month: string;
  readonly posting: Posting;
  readonly fromMs: number;
  /** Facts that the store took before this are in the figures. */
  readonly recordedBeforeMs: number;
  /** In a month that isn't over, later facts are left out. */
  readonly datedBeforeMs: number;
}

/** Reads the lines of the journal of a month that move money in the Stripe balance. */
export async function readJournal(db: Firestore, span: JournalSpan): Promise<Moved[]> {
  const facts = await readFacts(db, span);
  const payments = await readPayments(
    db,
    facts.map(({ paymentId }) => paymentId),
  );
  return facts.flatMap((fact) => toMoved(fact, payments.get(fact.paymentId)) ?? []);
}

async function readFacts(db: Firestore, span: JournalSpan): Promise<MoneyFact[]> {
  const recorded = collection(db, 'moneyFacts')
    .where('recordedAt', '>=', Timestamp.fromMillis(span.fromMs - CLOCK_MS))
    .where('recordedAt', '<', Timestamp.fromMillis(span.recordedBeforeMs))
    .orderBy('recordedAt');
  const facts: MoneyFact[] = [];
  for await (const doc of documentsOf(recorded, PAGE)) {
    const fact = decodeDocument(MoneyFact, doc)?.value;
    if (fact && isIn(fact, span)) facts.push(fact);
  }
  return facts;
}

function isIn({ at, recordedAt }: MoneyFact, { month, posting, datedBeforeMs }: JournalSpan): boolean {
  return at < datedBeforeMs && monthOf(posting(at, recordedAt).day) === month;
}

/** Reads payments by their ids, each once. */
async function readPayments(db: Firestore, ids: readonly string[]): Promise<Map<string, Payment>> {
  const unique = [...new Set(ids)];
  const found = new Map<string, Payment>();
  for (let from = 0; from < unique.length; from += PAGE) {
    const page = unique.slice(from, from + PAGE).map((id) => collection(db, 'payments').doc(id));
    for (const snapshot of await db.getAll(...page)) {
      const payment = decodeDocument(Payment, snapshot);
      if (payment) found.set(snapshot.id, payment.value);
    }
  }
  return found;
}

function toMoved(fact: MoneyFact, payment: Payment | undefined): Moved | null {
  const { paymentId, currency } = fact;
  const key = payment?.paymentIntentId ?? paymentId;
  const at = (cents: number) => settledBy(payment, cents);
  switch (fact.kind) {
    case 'sale': {
      const { paidCents: cents, taxCents } = fact;
      // A trial and a full discount move no money.
      if (cents === 0) return null;
      return { line: 'sales', currency, key, cents, taxCents, settled: at(cents), paymentId };
    }
    case 'settlement': {
      const { currency: into } = fact.to;
      return { line: 'fees', currency: into, key, cents: 0 - fact.feeCents, settled: null, paymentId };
    }
    case 'fee': {
      const { cause, fee } = fact;
      return {
        ...{ line: 'fees', currency: fee.currency, key: cause, settled: null, paymentId },
        cents: 0 - fee.cents,
      };
    }
    case 'reversed':
    case 'restored': {
      const sign = fact.kind === 'reversed' ? -1 : 1;
      const cents = sign * fact.cents;
      const taxCents = sign * (fact.cents - fact.netCents);
      const line = fact.by === 'refund' ? 'refunds' : 'disputes';
      return { line, currency, key: fact.cause, cents, taxCents, settled: at(cents), paymentId };
    }
    default:
      return assertNever(fact);
  }
}

/** Converts an amount by the rate at which its payment was settled; null: not settled yet, or unknown. */
function settledBy(payment: Payment | undefined, cents: number): Moved['settled'] {
  const { settlement, paidCents } = payment ?? {};
  if (!settlement || !paidCents) return null;
  return {
    currency: settlement.currency,
    cents: Math.round((settlement.amountCents * cents) / paidCents),
  };
}
