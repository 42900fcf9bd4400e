import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Activity, activityIdOf, collections, type RequestOf } from '../../src/contract/index.ts';
import { expireStaleHolds } from '../../src/upkeep/expire-stale-holds.ts';
import { expectBooksBalance, openAccount, testDb } from '../support/accounts.ts';
import { chatOf, type Instance, newInstance, requestOf, until } from '../support/backend.ts';
import { publishCatalog } from '../support/calls/callables.ts';
import { oneRun } from '../support/one-run.ts';
import { type Answer, buildFunctions, FunctionsProcess } from './functions-process.ts';

const KILLS = 20;
/** Processes that start while others die. */
const SPARES = 3;
/** Each process answers so often before it dies: it dies at work, not at its start. */
const ANSWERS_EACH = 6;
const ACCOUNTS_AT_ONCE = 3;
const CLIENTS_PER_ACCOUNT = 4;

interface Asked {
  readonly uid: string;
  readonly activityId: string;
  readonly request: RequestOf<'generate'>;
  readonly answers: Answer[];
}

const title = `${KILLS} SIGKILLs under load: a success is charged once and kept, all else ends once, the books balance`;

beforeAll(publishCatalog);

test(title, { timeout: 240_000 }, async () => {
  await using built = await buildFunctions();
  const hasFinished = new AbortController();
  onTestFinished(() => hasFinished.abort());
  const start = () => FunctionsProcess.start(built.folder, hasFinished.signal);
  const live = await Promise.all([start(), start()]);
  const instance = newInstance();
  onTestFinished(() => instance.close());

  const load = startLoad(instance, live);
  const spares = Array.from({ length: SPARES }, start);
  for (let kills = 0; kills < KILLS; kills++) {
    const spare = await spares.shift();
    if (kills + SPARES < KILLS) spares.push(start());
    if (spare) await replaceOldest(live, spare);
  }
  const { asked, uids } = await load.stop();

  const unsure = asked.filter(({ answers }) => !answers.some(isOutcome));
  const askEverywhere = (one: Asked) => Promise.all(live.map((process) => ask(one, process)));
  const leftOpen = await forceLeasesToRunOut(uids);
  expect(leftOpen, 'no process died at work').toBeGreaterThan(0);
  const takenOver = unsure.filter((_, index) => index % 2 === 0).map(askEverywhere);
  await Promise.race(takenOver);
  await Promise.all([sweep(instance, uids), ...takenOver]);
  await Promise.all(unsure.map(askEverywhere));

  console.info({ asked: asked.length, unsure: unsure.length, leftOpen, accounts: uids.length });
  for (const uid of uids) {
    const ofAccount = asked.filter((one) => one.uid === uid);
    await expectTruth(instance, uid, ofAccount);
  }
});

/** Clients that ask without pause; those of one account go on with another when it has reached its limit. */
function startLoad(instance: Instance, live: readonly FunctionsProcess[]) {
  const asked: Asked[] = [];
  const uids: string[] = [];
  let hasStopped = false;

  async function openNext(): Promise<string> {
    const uid = await openAccount(instance.meter, 1_000);
    uids.push(uid);
    return uid;
  }

  async function group(): Promise<void> {
    let account = openNext();
    const client = async (first: number) => {
      for (let turn = first; !hasStopped; turn++) {
        const mine = account;
        const uid = await mine;
        const request = requestOf(chatOf(`[pace ${turn % 3}ms] Tides, in ${turn} words?`));
        const one: Asked = {
          uid,
          request,
          activityId: activityIdOf({ accountId: uid, ...request }),
          answers: [],
        };
        asked.push(one);
        const answer = await ask(one, live[turn % live.length]);
        const isSpent = answer?.kind === 'refused' && answer.code === 'rate-limited';
        if (isSpent && account === mine) account = openNext();
      }
    };
    await Promise.all(Array.from({ length: CLIENTS_PER_ACCOUNT }, (_, index) => client(index)));
  }

  const groups = Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, group));
  return {
    async stop() {
      hasStopped = true;
      await groups;
      return { asked, uids };
    },
  };
}

async function replaceOldest(live: FunctionsProcess[], spare: FunctionsProcess): Promise<void> {
  const [oldest] = live;
  if (!oldest) throw new Error('nothing is live');
  await until(() => oldest.answered >= ANSWERS_EACH && oldest.inFlight > 0);
  await sleep(50 * Math.random());
  live.shift();
  live.push(spare);
  await oldest.kill();
}

async function ask({ uid, request, answers }: Asked, process?: FunctionsProcess): Promise<Answer | null> {
  const answer = (await process?.generate(uid, request)) ?? null;
  if (answer) answers.push(answer);
  return answer;
}

const FOR_NOW = new Set(['busy', 'rate-limited']);

/** A broken connection tells nothing, and what is refused for now may be asked again. */
function isOutcome(answer: Answer): boolean {
  return answer.kind === 'done' || (answer.kind === 'refused' && !FOR_NOW.has(answer.code));
}

/** As if an hour had passed. */
async function forceLeasesToRunOut(uids: readonly string[]): Promise<number> {
  const activities = testDb().collection(collections.activities);
  const found = await Promise.all(uids.map((uid) => activities.where('accountId', '==', uid).get()));
  const open = found.flatMap(({ docs }) => docs).filter((doc) => doc.get('endedAt') === undefined);
  await Promise.all(open.map((doc, index) => doc.ref.update({ leaseUntil: new Date(index) })));
  return open.length;
}

/** The sweep as it runs every minute, but for what other tests have left. */
async function sweep(instance: Instance, uids: readonly string[]): Promise<void> {
  const { activities } = instance;
  const ours: typeof activities = {
    ...activities,
    async abandoned(beforeMs, limit) {
      const found = await activities.abandoned(beforeMs, limit);
      return found.filter(({ activity }) => uids.includes(activity.value.accountId));
    },
  };
  expect(await expireStaleHolds({ ...instance, activities: ours }, oneRun)).toMatchObject({
    failed: 0,
  });
}

/** The books balance, and every answer that anybody got is what they say. */
async function expectTruth(instance: Instance, uid: string, asked: readonly Asked[]): Promise<void> {
  const { activities, entries } = await expectBooksBalance(uid);
  const charged = [...entries.values()].flatMap((entry) => (entry.kind === 'usage' ? entry.activityId : []));
  expect(new Set(charged).size).toBe(charged.length);
  expect([...activities.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
  for (const { activityId, answers } of asked) {
    const kept = activities.get(activityId);
    const outcomes = answers.filter(isOutcome);
    if (kept) expect(outcomes, activityId).not.toEqual([]);
    const truth = kept && (await answerOf(instance, activityId, kept));
    for (const outcome of outcomes) expect(outcome, activityId).toMatchObject(truth ?? { kind: 'none' });
    expect(charged.includes(activityId), activityId).toBe(kept?.status === 'completed');
  }
}

async function answerOf({ activities }: Instance, activityId: string, activity: Activity) {
  const { status, capturedMicros, failure } = activity;
  if (status !== 'completed') return { kind: 'refused', code: failure?.code };
  const output = await activities.output(activity);
  expect(output, activityId).not.toBeNull();
  return { kind: 'done', response: { status, capturedMicros, output } };
}
