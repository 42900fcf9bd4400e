import { type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import { decodeStored, Milestones } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';

/** The most milestones that are read for one commit, unless one millisecond has more. */
const MAX_MILESTONES = 5_000;

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Before this, milestones without the store's time are read by the first visit. */
  readonly datedBeforeMs: number;
}

export interface ReadMilestones {
  readonly milestones: readonly Milestones[];
  /** Nothing before this is missing. */
  readonly throughMs: number;
}

/** Reads the milestones that were recorded in a span; of a later change, also what came after it. */
export async function readMilestones(db: Firestore, span: Span): Promise<ReadMilestones> {
  const { fromMs, untilMs, datedBeforeMs } = span;
  if (fromMs >= untilMs) return { milestones: [], throughMs: fromMs };
  const recorded = await read(db, 'recordedAt', span);
  const dated =
    fromMs < datedBeforeMs ? await read(db, 'firstVisitAt', span) : { milestones: [], throughMs: untilMs };
  const throughMs = Math.min(recorded.throughMs, dated.throughMs);
  const undated = dated.milestones.filter(({ recordedAt }) => recordedAt === undefined);
  return {
    milestones: [
      ...recorded.milestones.filter(({ recordedAt = 0 }) => recordedAt < throughMs),
      ...undated.filter(({ firstVisitAt }) => firstVisitAt < throughMs),
    ],
    throughMs,
  };
}

async function read(
  db: Firestore,
  time: 'recordedAt' | 'firstVisitAt',
  { fromMs, untilMs }: Span,
): Promise<ReadMilestones> {
  const found = inOrder(collection(db, 'milestones'), time, { fromMs, untilMs });
  // More of them, as long as all that were found are of one millisecond.
  for (let limit = MAX_MILESTONES; ; limit *= 2) {
    const { docs } = await found.limit(limit).get();
    const milestones = docs.map((doc) => decodeStored(Milestones, doc.data()));
    const throughMs = docs.length < limit ? untilMs : (milestones.at(-1)?.[time] ?? untilMs);
    if (throughMs > fromMs) return { milestones, throughMs };
  }
}

function inOrder(
  documents: Query,
  time: 'recordedAt' | 'firstVisitAt',
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Query {
  return documents
    .where(time, '>=', Timestamp.fromMillis(fromMs))
    .where(time, '<', Timestamp.fromMillis(untilMs))
    .orderBy(time);
}

/** Returns whether a milestone was recorded since a time. */
export async function hasNewMilestones(db: Firestore, sinceMs: number): Promise<boolean> {
  const found = collection(db, 'milestones')
    .where('recordedAt', '>=', Timestamp.fromMillis(sinceMs))
    .orderBy('recordedAt')
    .limit(1)
    .select();
  return !(await found.get()).empty;
}
