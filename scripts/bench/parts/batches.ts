import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../../../functions/src/meter/commands.ts';
import { createMeter, type Meter } from '../../../functions/src/meter/lane/meter.ts';
import { newAccount } from '../../../functions/src/platform/store/new-account.ts';
import type { Commit, Store } from '../../../functions/src/platform/store/store.ts';
import { MemoryStore, StoreError } from '../../../functions/test/faults/memory-store.ts';
import { grantOf } from '../../../functions/test/support/accounts.ts';
import { roomyLimit } from '../arms/arm.ts';
import { captureOf, holdOf } from '../arms/firemeter.ts';
import { fullMicros } from '../arms/request.ts';
import { atLeast, atMost, exactly, type Figure, type Part } from '../figures.ts';
import { type Bench, type Lab, sizes } from '../lab.ts';
import { failuresOf, load, nothingSeen, perSecond, quantile, type Seen } from '../load.ts';

const callers = 512;
const commitMs = 50;
/** What a hundred requests in each commit come to at that distance. */
const hundredsPerSecond = 1_800;
const perSecondAsked = 200;
const INVALID_ARGUMENT = 3;

interface Opened {
  readonly accountId: string;
  readonly meter: Meter;
}

/** How many requests share a commit on one account: many callers, a distant store, a slow one, and one that is refused. */
export async function batches({ lab, progress }: Bench): Promise<Part> {
  const figures: Figure[] = [];
  progress.note(`${callers} at once`);
  const near = await atHand(lab);
  figures.push(
    { what: `holds, ${callers} at once`, unit: 'per-second', values: { Firemeter: perSecond(near) } },
    { what: `errors, ${callers} at once`, ...none(failuresOf(near)) },
  );
  progress.note(`${callers} at once, ${commitMs} ms a commit`);
  const far = await atDistance(lab);
  const setting = `${callers} at once, ${commitMs} ms a commit`;
  const rate = perSecond(far);
  figures.push(
    {
      what: `holds, ${setting}`,
      unit: 'per-second',
      values: { Firemeter: rate },
      target: atLeast(2 * hundredsPerSecond, rate, 'per-second'),
    },
    { what: `errors, ${setting}`, ...none(failuresOf(far)) },
  );
  progress.note('one that the store refuses');
  const refused = await oneRefused();
  figures.push(
    {
      what: `errors of the 499 beside one that is refused, ${commitMs} ms a commit`,
      ...none(refused.failures),
    },
    { what: 'slowest of them', ...within(2_000, refused.slowestMs) },
  );
  const seconds = lab.size === sizes.full ? 30 : 6;
  progress.note(`one commit a second, for ${seconds} s`);
  const slow = await oneCommitASecond(seconds);
  figures.push(
    {
      what: `errors, ${perSecondAsked} a second for ${seconds} s, one commit a second`,
      ...none(failuresOf(slow)),
    },
    { what: 'slowest answer of them', ...within(5_000, quantile(slow.tookMs, 1)) },
  );
  return {
    name: 'batches',
    title: 'One account: how many requests share a commit',
    figures,
    notes: [
      'All but the first lines are measured on a store in memory that answers after the time that is given, so they show the engine and not the emulator. A tenth of the requests at one commit a second are released again.',
    ],
  };
}

const none = (count: number) =>
  ({ unit: 'count', values: { Firemeter: count }, target: exactly(0, count) }) as const;
const within = (boundMs: number, ms: number) =>
  ({ unit: 'ms', values: { Firemeter: ms }, target: atMost(boundMs, ms, 'ms') }) as const;

async function atHand(lab: Lab): Promise<Seen> {
  await using arms = await lab.arms({ limit: roomyLimit, at: 'hand', only: ['Firemeter'] });
  const [arm] = arms.list;
  const seen = nothingSeen();
  const { sliceMs: forMs, patienceMs, rounds } = lab.size;
  for (let round = 0; arm && round < rounds; round++) {
    const accountId = randomUUID();
    await arm.open([accountId]);
    const once = () => arm.begin(accountId);
    await load({ atOnce: callers, forMs, patienceMs, once, into: seen, signal: lab.signal });
  }
  return seen;
}

async function atDistance({ size, signal }: Lab): Promise<Seen> {
  const { accountId, meter } = await openAt(commitMs);
  const once = () => meter.submit(accountId, holdOf(accountId, null));
  return load({ atOnce: callers, forMs: 2 * size.sliceMs, patienceMs: size.patienceMs, once, signal });
}

async function oneRefused(): Promise<{ failures: number; slowestMs: number }> {
  const bad = randomUUID();
  const opened = await openAt(commitMs, (commit) => commit.some(({ id }) => id === bad));
  const commands = Array.from({ length: 500 }, (_, index) => {
    const hold = holdOf(opened.accountId, null);
    return index === 250 ? { ...hold, activityId: bad } : hold;
  });
  const seen = nothingSeen();
  await Promise.all(commands.map((command) => timeOne(opened, command, seen)));
  return { failures: failuresOf(seen) - 1, slowestMs: quantile(seen.tookMs, 1) };
}

async function oneCommitASecond(seconds: number): Promise<Seen> {
  const opened = await openAt(1_000);
  const seen = nothingSeen();
  const answers: Promise<unknown>[] = [];
  const ticks = 20;
  for (let tick = 0; tick < seconds * ticks; tick++) {
    for (let one = 0; one < perSecondAsked / ticks; one++) {
      const hold = holdOf(opened.accountId, null);
      const held = timeOne(opened, hold, seen);
      answers.push(one === 0 ? held.then(() => timeOne(opened, releaseOf(hold), seen)) : held);
    }
    await sleep(1_000 / ticks);
  }
  await Promise.all(answers);
  return seen;
}

async function timeOne({ accountId, meter }: Opened, command: Command, into: Seen): Promise<void> {
  const startedMs = performance.now();
  const code = await meter.submit(accountId, command).then(
    () => null,
    (error) => String(error.code),
  );
  if (code === null) into.tookMs.push(performance.now() - startedMs);
  else into.failures.set(code, (into.failures.get(code) ?? 0) + 1);
}

/** An account with plenty of credits, on a store that answers after a time, and that refuses some commits. */
async function openAt(
  answersAfterMs: number,
  isRefused: (commit: Commit) => boolean = () => false,
): Promise<Opened> {
  const memory = new MemoryStore();
  let delayMs = 0;
  const store: Store = {
    read: (keys) => memory.read(keys),
    async commit(commits) {
      await sleep(delayMs);
      if (isRefused(commits.flat())) throw new StoreError(INVALID_ARGUMENT, 'refused');
      return memory.commit(commits);
    },
  };
  const accountId = randomUUID();
  const meter = createMeter({ store });
  const account = newAccount({ uid: accountId, email: null, name: null, kind: 'person' });
  await meter.submit(accountId, { kind: 'open', account, welcome: null });
  await meter.submit(accountId, grantOf({ micros: fullMicros }));
  delayMs = answersAfterMs;
  return { accountId, meter };
}

function releaseOf(hold: Command<'hold'>): Command<'settle'> {
  const { ending, ...settle } = captureOf(hold);
  if (ending.kind !== 'worked') throw new Error('No work to release');
  return { ...settle, ending: { ...ending, status: 'failed', captureMicros: 0, result: null } };
}
