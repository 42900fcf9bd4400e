import type { Firestore } from 'firebase-admin/firestore';
import {
  AbuseSignal,
  HEALTH_CONFIG,
  HealthReport,
  HOUR_MS,
  metricsHours,
  type RecentUsage,
  type RulesInForce,
  ServerMetrics,
  type UsageRow,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { readInsightHead } from '../insight/insight-store.ts';
import { NOTHING_READ, rowsFrom } from '../usage/usage-log.ts';
import type { AlertFacts } from './observe.ts';
import { addRecentUsage } from './recent-usage.ts';

/** Rows of one run: a long history is caught up with by several. */
const MAX_ROWS = 100_000;
const MAX_SIGNALS = 100;

interface Reading {
  readonly db: Firestore;
  readonly rules: RulesInForce;
  readonly nowMs: number;
}

/** Reads the facts for the rules: eight documents while nothing happens. */
export async function readFacts(reading: Reading, was: RecentUsage): Promise<AlertFacts> {
  const { db, rules, nowMs } = reading;
  const [health, ...hours] = await db.getAll(
    collection(db, 'config').doc(HEALTH_CONFIG),
    ...metricsHours(nowMs, HOUR_MS).map((hour) => collection(db, 'serverMetrics').doc(hour)),
  );
  const [usage, refunds, openDisputes, fraudWarnings, abuseSignals] = await Promise.all([
    readUsage(db, was, nowMs),
    countRefunds(db, nowMs - (rules.refunds.windowMs ?? 0)),
    countDisputes(db),
    countFraudWarnings(db),
    countSignals(db, nowMs - (rules['abuse-signals'].windowMs ?? 0)),
  ]);
  return {
    report: (health && decodeDocument(HealthReport, health)?.value) ?? null,
    metrics: hours.flatMap((hour) => decodeDocument(ServerMetrics, hour)?.value ?? []),
    ...{ usage, refunds, openDisputes, fraudWarnings, abuseSignals },
  };
}

/** Adds newly logged usage. If there is none, one document is read. */
async function readUsage(db: Firestore, was: RecentUsage, nowMs: number): Promise<RecentUsage> {
  // The position in the logs that the figures have reached: one document shows whether any log has grown.
  const { value: head } = await readInsightHead(db);
  const through = { ...was.through };
  const rows: UsageRow[] = [];
  for (const [log, reached] of Object.entries(head?.logs ?? {})) {
    const from = through[log] ?? NOTHING_READ;
    if (reached.packs === from.packs && reached.lastRows === from.lastRows) continue;
    for await (const read of rowsFrom(db, log, { from, packs: reached.packs })) {
      rows.push(...read.rows);
      through[log] = read.through;
      if (rows.length >= MAX_ROWS) return addRecentUsage({ ...was, through }, rows, nowMs);
    }
  }
  return addRecentUsage({ ...was, through }, rows, nowMs);
}

async function countRefunds(db: Firestore, sinceMs: number): Promise<number> {
  const refunds = collection(db, 'stripeEvents')
    .where('type', '==', 'refund.created')
    .where('receivedAt', '>=', new Date(sinceMs))
    .orderBy('receivedAt', 'desc');
  return (await refunds.count().get()).data().count;
}

async function countDisputes(db: Firestore): Promise<number> {
  return (await collection(db, 'payments').where('state', '==', 'disputed').count().get()).data().count;
}

async function countFraudWarnings(db: Firestore): Promise<number> {
  const open = collection(db, 'payments').where('fraudWarning.isActionable', '==', true);
  return (await open.count().get()).data().count;
}

async function countSignals(db: Firestore, sinceMs: number): Promise<number> {
  const { docs } = await collection(db, 'abuse')
    .where('severity', 'in', ['high', 'critical'])
    .where('updatedAt', '>=', new Date(sinceMs))
    .orderBy('updatedAt', 'desc')
    .limit(MAX_SIGNALS)
    .get();
  const signals = docs.flatMap((signal) => decodeDocument(AbuseSignal, signal)?.value ?? []);
  return signals.filter(({ triage }) => triage === null || triage.state === 'open').length;
}
