import {
  AppError,
  createPosting,
  DEFAULT_INSIGHT_SETTINGS,
  firstMsOf,
  INSIGHT_CONFIG,
  INSIGHT_HEAD,
  InsightHead,
  InsightSettings,
  MINUTE_MS,
  nextMonth,
  type TieCause,
} from '../../../contract/index.ts';
import type { Handler } from '../../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../../platform/store/documents.ts';
import type { PaymentServices } from '../../payment-services.ts';
import { SETTLING_MS } from '../settling-ms.ts';
import { explainDifference } from './explain-differences.ts';
import { listBalance } from './list-balance.ts';
import { readJournal } from './read-journal.ts';
import { tieMonth } from './tie-month.ts';

/** Each cause is looked up at Stripe. */
const MAX_CAUSES = 100;

/**
 * Sets the journal's cash lines of a month against Stripe's balance transactions, and says which payments explain the
 * difference. Changes nothing.
 * @throws AppError if either side can't be read as a whole: a part would tie, or not, by accident
 */
export function compareMonth({
  db,
  stripe: openStripe,
}: Pick<PaymentServices, 'db' | 'stripe'>): Handler<'compareMonthWithStripe'> {
  return async ({ month }) => {
    const head = await readFigures(db);
    const { timeZone, throughMs } = head;
    const fromMs = firstMsOf(`${month}-01`, timeZone);
    const endMs = firstMsOf(`${nextMonth(month)}-01`, timeZone);
    const isOver = throughMs >= endMs + SETTLING_MS;
    const toMs = isOver ? endMs : throughMs - SETTLING_MS;
    if (toMs <= fromMs) throw new AppError('invalid-argument', { reason: 'month-ahead' });

    const stripe = await openStripe();
    const balance = await listBalance(stripe, { fromMs, toMs });
    const posting = createPosting(timeZone, head.closed);
    const recordedBeforeMs = head.closed.find((one) => one.month === month)?.throughMs ?? throughMs;
    const datedBeforeMs = isOver ? Number.MAX_SAFE_INTEGER : toMs;
    const here = await readJournal(db, { month, posting, fromMs, recordedBeforeMs, datedBeforeMs });
    const { currencies, differing } = tieMonth(here, balance.moved);
    const services = { db, stripe, timeZone, posting, month };
    const causes = new Map<string, TieCause[]>();
    for (const item of differing.slice(0, MAX_CAUSES)) {
      const cause = await explainDifference(item, services);
      causes.set(item.currency, [...(causes.get(item.currency) ?? []), cause]);
    }
    return {
      ...{ month, timeZone, fromMs, toMs, isOver, others: balance.others },
      currencies: currencies.map((tied) => {
        const listed = causes.get(tied.currency) ?? [];
        const all = differing.filter(({ currency }) => currency === tied.currency).length;
        return { ...tied, causes: listed, causesLeftOut: all - listed.length };
      }),
    };
  };
}

/** Reads how far the figures have come, from which pages make the journal. */
async function readFigures(db: PaymentServices['db']): Promise<InsightHead> {
  const stored = decodeDocument(InsightSettings, await collection(db, 'config').doc(INSIGHT_CONFIG).get());
  const { timeZone } = stored?.value ?? DEFAULT_INSIGHT_SETTINGS;
  const head = decodeDocument(InsightHead, await collection(db, 'insights').doc(INSIGHT_HEAD).get())?.value;
  if (!head || head.rebuildingToMs !== null || head.timeZone !== timeZone) {
    throw new AppError('busy', { reason: 'figures-behind', retryAfterMs: MINUTE_MS });
  }
  return head;
}
