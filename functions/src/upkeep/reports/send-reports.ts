import type { Firestore } from 'firebase-admin/firestore';
import {
  addDays,
  allWork,
  createZone,
  currencyTotals,
  type DayOf,
  type EndpointEvent,
  type InsightTopic,
  lastDayOf,
  monthDocumentId,
  monthOf,
  type ReportFigures,
  revenueOf,
  roundToCents,
  sumDays,
} from '../../contract/index.ts';
import type { Counts } from '../../platform/deploy/job.ts';
import { collection } from '../../platform/store/documents.ts';
import { daysIn, insight, readInsightHead } from '../insight/insight-store.ts';
import { readInsightSettings } from '../insight/update-insights.ts';

export interface ReportServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly publisher: {
    isWanted(name: 'report.daily' | 'report.monthly'): Promise<boolean>;
    /** Safe to repeat. */
    publish(event: EndpointEvent): Promise<void>;
  };
}

/** Reports are sent from this hour on, in the operator's time zone. */
const FROM_HOUR = '07';
/** A monthly report that could not be sent on the first day of the month is sent until this one. */
const LAST_MONTHLY_DAY = '03';

/** Sends the report of the day before and of the month before, once each, when their figures are complete. */
export async function sendReports(services: ReportServices): Promise<Counts> {
  const { db, now, publisher } = services;
  const settings = await readInsightSettings(db);
  const zone = createZone(settings.timeZone);
  const { day: today, hour } = zone(now());
  const counts = { reports: 0 };
  if (hour < FROM_HOUR) return counts;
  const yesterday = addDays(today, -1);
  const month = monthOf(addDays(`${monthOf(today)}-01`, -1));
  const due: Report[] = [{ name: 'report.daily', period: yesterday, from: yesterday, to: yesterday }];
  if (today.slice(-2) <= LAST_MONTHLY_DAY) {
    due.push({ name: 'report.monthly', period: month, from: `${month}-01`, to: lastDayOf(month) });
  }
  for (const report of due) {
    if (!(await publisher.isWanted(report.name))) continue;
    const head = (await readInsightHead(db)).value;
    const isComplete =
      head !== null &&
      head.timeZone === settings.timeZone &&
      head.rebuildingToMs === null &&
      zone(head.throughMs).day > report.to;
    if (!isComplete) continue;
    const { name, period } = report;
    const figures = await readFigures(db, report);
    const { timeZone } = settings;
    await publisher.publish({ name, eventId: `${name}-${period}`, atMs: now(), period, timeZone, figures });
    counts.reports++;
  }
  return counts;
}

interface Report {
  readonly name: 'report.daily' | 'report.monthly';
  readonly period: string;
  readonly from: string;
  readonly to: string;
}

async function readFigures(db: Firestore, { from, to }: Report): Promise<ReportFigures> {
  const sum = async <T extends InsightTopic>(topic: T): Promise<DayOf<T>> => {
    const month = await insight(db, monthDocumentId(topic, monthOf(to))).get();
    return sumDays(topic, daysIn(topic, month), { from, to });
  };
  const [usage, credits, money, alerts] = await Promise.all([
    sum('usage'),
    sum('credits'),
    sum('money'),
    collection(db, 'alerts').where('resolvedAt', '==', null).count().get(),
  ]);
  const work = allWork(usage);
  const byCurrency = (read: (currency: string) => number) =>
    Object.fromEntries(Object.keys(money.currencies).map((currency) => [currency, read(currency)]));
  return {
    completed: work.completed,
    failed: work.failed + work.expired,
    usedMicros: Object.values(credits.sources).reduce((all, { used }) => all + used, 0),
    costUsdMicros: work.costUsdMicros,
    newAccounts: credits.welcomed,
    salesCents: byCurrency((currency) => roundToCents(currencyTotals(money, currency).sales)),
    revenueCents: byCurrency((currency) => roundToCents(revenueOf(currencyTotals(money, currency)))),
    refundedCents: byCurrency((currency) => money.currencies[currency]?.refundedCents ?? 0),
    openAlerts: alerts.data().count,
  };
}
