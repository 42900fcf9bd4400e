import type { Firestore } from 'firebase-admin/firestore';
import {
  addDays,
  createPosting,
  createZone,
  DEFAULT_INSIGHT_SETTINGS,
  INSIGHT_CONFIG,
  type InsightHead,
  InsightSettings,
  lastDayOf,
  MINUTE_MS,
  monthOf,
  nextMonth,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import type { PackRun } from '../usage/pack-usage.ts';
import { emptyState, STATES_VERSION, tidy } from './account-states.ts';
import { accountsOfMilestones, countVisitor, postMilestones } from './count-cohorts.ts';
import { InsightChanges } from './insight-changes.ts';
import {
  type AccountStates,
  partOfAccount,
  type ReadHead,
  readInsightHead,
  readStates,
  writeInsights,
} from './insight-store.ts';
import { postEntry } from './post-entry.ts';
import { postHours, type ReadHours, readHours, settledHoursMs } from './post-hours.ts';
import { postDrawn, postMovement } from './post-lots.ts';
import { postMoney } from './post-money.ts';
import { postUsage } from './post-usage.ts';
import { type Fact, readWindow, type Window } from './read-facts.ts';
import { type ReadMilestones, readMilestones } from './read-milestones.ts';
import { removeInsights } from './remove-insights.ts';
import { restoreMoneyFacts } from './restore-money-facts.ts';

/** Instances that have not seen yet that the store was raised still write entries without the store's time. */
const RAISED_AFTER_MS = 10 * MINUTE_MS;
const MAX_TRIES = 20;

export interface InsightServices {
  readonly db: Firestore;
  readonly now: () => number;
}

/**
 * Adds newly recorded facts to the figures, each once: the commit that adds facts also moves the head. If the time zone has
 * changed, or there is no head, recomputes all figures. Then closes the months that are due.
 * @param to.untilMs by the store's clock: all earlier facts have been logged
 * @returns how many facts were added
 */
export async function updateInsights(
  services: InsightServices,
  {
    run,
    untilMs,
    unreadable,
  }: { readonly run: PackRun; readonly untilMs: number; readonly unreadable: number },
): Promise<number> {
  const { db } = services;
  const settings = await readInsightSettings(db);
  let added = 0;
  for (let tries = 0; tries < MAX_TRIES; ) {
    const head = await readInsightHead(db);
    const facts = await addNext(services, { head, settings, untilMs, unreadable });
    await run.onCommit();
    if (facts === 'conflict') {
      tries++;
      continue;
    }
    tries = 0;
    added += facts.added;
    if (!facts.isPart) break;
  }
  return added;
}

export async function readInsightSettings(db: Firestore): Promise<InsightSettings> {
  const stored = decodeDocument(InsightSettings, await collection(db, 'config').doc(INSIGHT_CONFIG).get());
  return stored?.value ?? DEFAULT_INSIGHT_SETTINGS;
}

interface Step {
  readonly head: ReadHead;
  readonly settings: InsightSettings;
  readonly untilMs: number;
  readonly unreadable: number;
}

async function addNext({ db, now }: InsightServices, { head, settings, untilMs, unreadable }: Step) {
  const isStale = head.value !== null && !isCurrent(head.value, settings);
  if (isStale) await removeInsights(db);
  if (head.value === null) await restoreMoneyFacts(db);
  const before = head.value && !isStale ? head.value : newHead(settings, head, untilMs);
  const additions = await readAdditions(db, { before, untilMs, readAtMs: head.readAtMs });
  if (!additions) return { added: 0, isPart: false };
  const { facts, throughMs, logs } = additions.window;
  const { isPart } = additions;
  const changes = new InsightChanges();
  const states = await readStates(db, [
    ...accountsOf(facts),
    ...accountsOfMilestones(additions.visits.milestones),
  ]);
  post(changes, { additions, states, head: before });
  const next: InsightHead = {
    ...before,
    ...{ throughMs, logs, lateFacts: before.lateFacts + changes.lateFacts, updatedAt: now(), unreadable },
    milestones: { throughMs: additions.visits.throughMs, datedBeforeMs: additions.visits.datedBeforeMs },
    hours: { throughMs: additions.hours.throughMs },
    rebuildingToMs: isPart ? before.rebuildingToMs : null,
  };
  const closing = isPart ? next : withClosed(next, settings);
  const isWritten = await writeInsights(db, { head, next: closing, changes, states });
  return isWritten ? { added: facts.length, isPart } : ('conflict' as const);
}

/** What the figures don't contain yet: each kind of fact continues where its own reading stopped. */
interface Additions {
  readonly window: Window;
  readonly visits: ReadMilestones & { readonly datedBeforeMs: number };
  readonly hours: ReadHours;
  readonly isPart: boolean;
}

async function readAdditions(
  db: Firestore,
  to: { readonly before: InsightHead; readonly untilMs: number; readonly readAtMs: number },
): Promise<Additions | null> {
  const { before, untilMs, readAtMs } = to;
  const fresh = { throughMs: 0, datedBeforeMs: readAtMs + RAISED_AFTER_MS };
  const { milestones = fresh, hours = { throughMs: 0 } } = before;
  const hoursUntilMs = settledHoursMs(untilMs);
  const isDone = milestones.throughMs >= untilMs && hours.throughMs >= hoursUntilMs;
  if (isDone && before.throughMs >= untilMs) return null;
  const { datedBeforeMs } = milestones;
  const window =
    before.throughMs < untilMs
      ? await readWindow(db, before, untilMs)
      : { ...before, facts: [], isPart: false };
  const visits = await readMilestones(db, { fromMs: milestones.throughMs, untilMs, datedBeforeMs });
  const settled = await readHours(db, { fromMs: hours.throughMs, untilMs: hoursUntilMs });
  return {
    window,
    visits: { ...visits, datedBeforeMs },
    hours: settled,
    isPart: window.isPart || visits.throughMs < untilMs || settled.throughMs < hoursUntilMs,
  };
}

/**
 * Returns whether the figures are of the time zone that is set, their states of this version, and no build added facts that knows
 * less than this one.
 */
export function isCurrent(head: InsightHead, { timeZone }: InsightSettings): boolean {
  const isOfThisBuild = head.statesVersion === STATES_VERSION && head.movements?.throughMs === head.throughMs;
  return head.timeZone === timeZone && isOfThisBuild;
}

function newHead({ timeZone }: InsightSettings, { value, readAtMs }: ReadHead, untilMs: number): InsightHead {
  return {
    ...{
      schemaVersion: 1,
      timeZone,
      throughMs: 0,
      rebuildingToMs: untilMs,
      logs: {},
      lateFacts: 0,
      unreadable: 0,
      updatedAt: 0,
      statesVersion: STATES_VERSION,
    },
    datedBeforeMs: value?.datedBeforeMs ?? readAtMs + RAISED_AFTER_MS,
    closed: value?.closed ?? [],
  };
}

/** Rejections change nothing that is kept about an account. */
function accountsOf(facts: readonly Fact[]): Set<string> {
  const ids = new Set<string>();
  for (const fact of facts) {
    if (fact.kind === 'entry') ids.add(fact.entry.accountId);
    else if (fact.kind === 'money') ids.add(fact.fact.accountId);
    else if (fact.row.fact === 'ended') ids.add(fact.row.accountId);
  }
  return ids;
}

function post(
  changes: InsightChanges,
  {
    additions,
    states,
    head,
  }: { additions: Additions; states: Map<string, AccountStates>; head: InsightHead },
): void {
  const posting = createPosting(head.timeZone, head.closed);
  const zone = createZone(head.timeZone);
  const dayOf = (ms: number) => zone(ms).day;
  const stateOf = (accountId: string) => {
    const part = states.get(partOfAccount(accountId));
    const state = part?.get(accountId) ?? emptyState();
    part?.set(accountId, state);
    return state;
  };
  for (const one of additions.window.facts) {
    const { accountId, ownMs } = subjectOf(one);
    const posted = posting(ownMs, one.atMs);
    if (posted.isLate) changes.lateFacts++;
    const of = { posted, posting, state: stateOf(accountId) };
    if (one.kind === 'entry') {
      postEntry(changes, { ...of, id: one.id, entry: one.entry });
      postMovement(changes, { ...of, id: one.id, entry: one.entry, atMs: one.atMs });
    } else if (one.kind === 'money') {
      const about = { accountId, states: { stateOf, dayOf } };
      countVisitor(changes, about, () => postMoney(changes, { ...of, fact: one.fact }));
    } else {
      postUsage(changes, { ...of, row: one.row });
      postDrawn(one.row, { ...of, atMs: one.atMs });
    }
    tidy(of.state);
  }
  for (const one of additions.visits.milestones) postMilestones(changes, one, { stateOf, dayOf });
  postHours(changes, additions.hours, dayOf);
}

function subjectOf(one: Fact): { readonly accountId: string; readonly ownMs: number } {
  if (one.kind === 'entry') return { accountId: one.entry.accountId, ownMs: one.entry.createdAt };
  if (one.kind === 'money') return { accountId: one.fact.accountId, ownMs: one.fact.at };
  return { accountId: one.row.accountId, ownMs: one.row.endedAtMs };
}

/** Closes the months that ended so many days before the time through which everything is in the figures. */
function withClosed(head: InsightHead, { closeAfterDays }: InsightSettings): InsightHead {
  const zone = createZone(head.timeZone);
  const today = zone(head.throughMs).day;
  const last = head.closed.reduce((latest, { month }) => (month > latest ? month : latest), '');
  const first = last === '' ? monthOf(addDays(`${monthOf(today)}-01`, -1)) : nextMonth(last);
  const closed = [...head.closed];
  for (let month = first; addDays(lastDayOf(month), closeAfterDays) < today; month = nextMonth(month)) {
    closed.push({ month, throughMs: head.throughMs, closedAtMs: head.updatedAt });
  }
  return { ...head, closed };
}
