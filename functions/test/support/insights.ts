import { inflateRawSync } from 'node:zlib';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  accountsDocumentId,
  addFigures,
  collections,
  type DayOf,
  decodeStored,
  emptyDay,
  INSIGHT_BALANCES,
  INSIGHT_COHORTS,
  InsightAccounts,
  InsightAccountsDocument,
  InsightBalances,
  InsightCohorts,
  InsightMonthDocument,
  InsightPack,
  type InsightTopic,
  insightTopics,
  unpackFigures,
} from '../../src/contract/index.ts';

/** Reads all days of a topic, as a page does. */
export async function readDays<T extends InsightTopic>(
  db: Firestore,
  topic: T,
): Promise<Record<string, DayOf<T>>> {
  const { docs } = await db.collection(collections.insights).where('topic', '==', topic).get();
  const days: Record<string, DayOf<T>> = {};
  for (const doc of docs) {
    const { bytes } = decodeStored(InsightMonthDocument, doc.data());
    const month = z.record(z.string(), insightTopics[topic]);
    Object.assign(days, await unpackFigures(month, bytes));
  }
  return days;
}

/** Adds up all days of a topic. */
export async function readTotal<T extends InsightTopic>(db: Firestore, topic: T): Promise<DayOf<T>> {
  const sum = emptyDay(topic);
  for (const day of Object.values(await readDays(db, topic))) addFigures(sum, day);
  return sum;
}

export async function readAccounts(db: Firestore, period: string): Promise<InsightAccounts> {
  const doc = await db.collection(collections.insights).doc(accountsDocumentId(period)).get();
  return doc.exists
    ? unpackFigures(InsightAccounts, decodeStored(InsightAccountsDocument, doc.data()).bytes)
    : {};
}

export async function readBalances(db: Firestore): Promise<InsightBalances> {
  const doc = await db.collection(collections.insights).doc(INSIGHT_BALANCES).get();
  return doc.exists ? unpackFigures(InsightBalances, decodeStored(InsightPack, doc.data()).bytes) : {};
}

export async function readCohorts(db: Firestore): Promise<InsightCohorts> {
  const doc = await db.collection(collections.insights).doc(INSIGHT_COHORTS).get();
  return doc.exists ? unpackFigures(InsightCohorts, decodeStored(InsightPack, doc.data()).bytes) : {};
}

/** Reads every document of the figures but for when it was written and when the figures began, to compare two stores. */
export async function dumpInsights(db: Firestore): Promise<Record<string, unknown>> {
  const { docs } = await db.collection(collections.insights).get();
  return Object.fromEntries(
    docs.map((doc): [string, unknown] => {
      const { updatedAt: _, datedBeforeMs: __, milestones, bytes, ...rest } = doc.data();
      const read = milestones && { milestonesThroughMs: milestones.throughMs };
      return [
        doc.id,
        { ...rest, ...read, ...(bytes && { figures: JSON.parse(inflateRawSync(bytes).toString()) }) },
      ];
    }),
  );
}
