import { describe, expect, test } from 'vitest';
import { AppError, activityIdOf, type NewAlert } from '../../src/contract/index.ts';
import type { Command } from '../../src/meter/commands.ts';
import { createMeter, type Meter } from '../../src/meter/lane/meter.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { type Commit, encodeWrite, type Store } from '../../src/platform/store/store.ts';
import { grantOf, holdOf, workedOf } from '../support/accounts.ts';
import { CODES } from './faulty-store.ts';
import { MemoryStore, StoreError } from './memory-store.ts';
import { VirtualTime } from './virtual-time.ts';

const INVALID_ARGUMENT = 3;
const START_MS = 1_800_000_000_000;
const MEBIBYTE = 1024 * 1024;

interface Answer {
  readonly code: string;
  readonly afterMs: number;
}

interface Scene {
  readonly time: VirtualTime;
  readonly meter: Meter;
  readonly store: MemoryStore;
  /** Every commit that was sent, and whether it landed. */
  readonly sent: { readonly commit: Commit; readonly landed: boolean }[];
  readonly alerts: NewAlert[];
  submit(command: Command): Promise<Answer>;
}

interface SceneOptions {
  readonly tripMs?: number;
  /** The code by which a commit fails, if it does. */
  readonly failureOf?: (commit: Commit, sent: number) => number | null;
}

/** Runs a scene in virtual time on the account `uid`, which has plenty of credits; every call takes `tripMs`. */
async function play(options: SceneOptions, scene: (scene: Scene) => Promise<void>): Promise<void> {
  const { tripMs = 50, failureOf = () => null } = options;
  const time = new VirtualTime(1);
  const memory = new MemoryStore();
  const sent: Scene['sent'] = [];
  const alerts: NewAlert[] = [];
  let isSetUp = false;
  const store: Store = {
    async read(keys) {
      await time.sleep(tripMs);
      return memory.read(keys);
    },
    async commit(commits) {
      await time.sleep(tripMs);
      const commit = commits.flat();
      const code = isSetUp ? failureOf(commit, sent.length) : null;
      const answer = code === null ? memory.commit(commits) : Promise.reject(new StoreError(code, 'refused'));
      if (isSetUp) sent.push({ commit, landed: await answer.then(Boolean, () => false) });
      return answer;
    },
  };
  await time.run(async () => {
    const now = () => START_MS + Math.floor(time.nowMs);
    const recordAlert = async (alert: NewAlert) => void alerts.push(alert);
    const meter = createMeter({ store, now, recordAlert });
    const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
    await meter.submit('uid', { kind: 'open', account, welcome: null });
    await meter.submit('uid', grantOf({ micros: 1_000_000 }));
    isSetUp = true;
    const submit = async (command: Command) => {
      const startedMs = time.nowMs;
      const code = await meter.submit('uid', command).then(
        () => 'ok',
        (error) => (error instanceof AppError ? error.code : String(error)),
      );
      return { code, afterMs: time.nowMs - startedMs };
    };
    await scene({ time, meter, store: memory, sent, alerts, submit });
  });
}

const hold = (requestId?: string) => holdOf('uid', { priceMicros: 1, ...(requestId && { requestId }) });
const holds = (count: number) => Array.from({ length: count }, () => hold());
const bad = activityIdOf({ accountId: 'uid', requestId: 'bad' });
const holdsBad = (commit: Commit) => commit.some(({ id }) => id.startsWith(bad));
const slowest = (answers: readonly Answer[]) => Math.max(...answers.map(({ afterMs }) => afterMs));
const codes = (answers: readonly Answer[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ code }) => code)].map(([code, all]) => [code, all.length]));

describe('a command that the store rejects', () => {
  const failureOf = (commit: Commit) => (holdsBad(commit) ? INVALID_ARGUMENT : null);

  test.each([0, 250, 499])(
    'at place %i of 500 at once, it alone fails, and all others are admitted within two seconds',
    (place) =>
      play({ failureOf }, async ({ submit, alerts }) => {
        const commands = holds(499).toSpliced(place, 0, hold('bad'));
        const answers = await Promise.all(commands.map(submit));
        expect(answers[place]?.code).toBe('internal');
        expect(codes(answers)).toEqual({ ok: 499, internal: 1 });
        expect(slowest(answers)).toBeLessThanOrEqual(2_000);
        expect(alerts).toMatchObject([{ kind: 'command-failed', subject: `hold ${bad}` }]);
      }),
  );

  test('fails alone even if there are several of its kind', () =>
    play({ failureOf }, async ({ submit }) => {
      const commands = holds(500).map((good, index) => (index % 125 === 60 ? hold(`bad${index}`) : good));
      const answers = await Promise.all(commands.map(submit));
      expect(codes(answers)).toEqual({ ok: 496, internal: 4 });
      expect(slowest(answers)).toBeLessThan(5_000);
    }));
});

describe('a command that conflicts with itself', () => {
  test('fails alone: its neighbors are admitted within two seconds', () =>
    play({}, async ({ time, store, meter, submit }) => {
      const held = hold('bad');
      const { activity } = await meter.submit('uid', held);
      const { accountId } = held.draft;
      const usage = await usageOf(meter);
      await store.commit([[encodeWrite({ ...usage, id: `usage-${bad}`, was: null })]]);
      if (!activity) throw new Error(`nothing is held for ${accountId} at ${time.nowMs}`);
      const settle = submit(workedOf(held, { captureMicros: 0, status: 'completed' }));
      const answers = await Promise.all(holds(99).map(submit));
      expect(codes(answers)).toEqual({ ok: 99 });
      expect(slowest(answers)).toBeLessThanOrEqual(2_000);
      expect((await settle).code).toBe('internal');
    }));

  /** The usage entry of some other activity. */
  async function usageOf(meter: Meter) {
    const other = hold('other');
    await meter.submit('uid', other);
    const { writes } = await meter.submit('uid', workedOf(other, { captureMicros: 0 }));
    const entry = writes.find((write) => write.kind === 'entry');
    if (entry?.kind !== 'entry') throw new Error('no entry');
    return entry;
  }
});

describe('a command whose documents can’t be stored', () => {
  const tooLong = 'x'.repeat(MEBIBYTE);
  const halfPair = '\ud83d';
  const change = (draft: Partial<Command<'hold'>['draft']>) => {
    const held = hold('bad');
    return { ...held, draft: { ...held.draft, ...draft } };
  };

  test.each([
    ['a document of more than a mebibyte', change({ job: tooLong })],
    ['a text that is no Unicode', change({ promptPreview: `a ${halfPair}` })],
    ['a number where a text belongs', change({ model: 5 as unknown as string })],
    ['an id with a slash', { ...hold('bad'), activityId: 'uid_a/b' }],
    ['an id that is too long', { ...hold('bad'), activityId: `uid_${'x'.repeat(1_500)}` }],
  ])('is rejected before it is sent, and costs its neighbors nothing: %s', (_, command) =>
    play({}, async ({ submit, sent, alerts }) => {
      const answers = await Promise.all([...holds(49), command, ...holds(50)].map(submit));
      expect(codes(answers)).toEqual({ ok: 99, internal: 1 });
      expect(answers[49]?.code).toBe('internal');
      expect(sent.filter(({ landed }) => !landed)).toEqual([]);
      expect(alerts).toHaveLength(1);
    }),
  );
});

describe('a decision that would create credits', () => {
  test('is rejected alone, writes nothing and raises an alert', () =>
    play({}, async ({ meter, store, alerts }) => {
      const account = newAccount({ uid: 'other', email: null, name: null, kind: 'person' });
      const lot = { ...grantOf({ micros: 5 }).lot, grantedAtMs: 0, remainingMicros: 5, frozen: false };
      const [minted, opened] = await Promise.allSettled([
        meter.submit('other', { kind: 'open', account: { ...account, lots: [lot] }, welcome: null }),
        meter.submit('other', { kind: 'open', account, welcome: null }),
      ]);
      expect(minted).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
      expect(opened).toMatchObject({ status: 'fulfilled', value: { account: { lots: [] } } });
      expect(store.document('account', 'other')?.value.lots).toEqual([]);
      expect(alerts).toMatchObject([
        {
          kind: 'decision-unbalanced',
          severity: 'critical',
          code: 'credits-off',
          details: { offByMicros: 5 },
        },
      ]);
    }));
});

describe('the number of commands in a commit', () => {
  const sizes = (sent: Scene['sent']) => sent.map(({ commit }) => commit.length - 1);

  test('grows with the queue: 512 callers with commits of 50 ms are admitted at over 4,000 a second', () =>
    play({}, async ({ time, submit }) => {
      const untilMs = time.nowMs + 3_000;
      let admitted = 0;
      const caller = async () => {
        while (time.nowMs < untilMs) {
          expect((await submit(hold())).code).toBe('ok');
          admitted++;
        }
      };
      await Promise.all(Array.from({ length: 512 }, caller));
      expect(admitted / 3).toBeGreaterThanOrEqual(4_000);
    }));

  test('allows 200 requests a second at one commit a second, and none gets busy or waits for five seconds', () =>
    play({ tripMs: 1_000 }, async ({ time, submit }) => {
      const answers: Promise<Answer>[] = [];
      for (let second = 0; second < 30; second++) {
        for (let tick = 0; tick < 20; tick++) {
          const asked = holds(10);
          answers.push(...asked.map(submit));
          const [first] = asked;
          if (first) answers.push(releaseLater(first));
          await time.sleep(50);
        }
      }
      const all = await Promise.all(answers);
      expect(codes(all)).toEqual({ ok: 30 * 220 });
      expect(slowest(all)).toBeLessThan(5_000);

      async function releaseLater(held: Command<'hold'>): Promise<Answer> {
        await time.sleep(6_000);
        return submit(workedOf(held, { captureMicros: 0, status: 'failed' }));
      }
    }));

  test('stays the same while other instances write the account too: each successful commit carries all waiting commands', async () => {
    const time = new VirtualTime(7);
    const memory = new MemoryStore();
    const trip = () => time.sleep(15 + 10 * time.random());
    const store: Store = {
      async read(keys) {
        await trip();
        return memory.read(keys);
      },
      async commit(commits) {
        await trip();
        return memory.commit(commits);
      },
    };
    await time.run(async () => {
      const now = () => START_MS + Math.floor(time.nowMs);
      const meters = Array.from({ length: 4 }, () => createMeter({ store, now }));
      const account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
      await meters[0]?.submit('uid', { kind: 'open', account, welcome: null });
      await meters[0]?.submit('uid', grantOf({ micros: 1_000_000 }));
      const untilMs = time.nowMs + 3_000;
      let admitted = 0;
      const caller = async (meter: Meter) => {
        for (; time.nowMs < untilMs; admitted++) await meter.submit('uid', hold());
      };
      await Promise.all(meters.flatMap((meter) => Array.from({ length: 128 }, () => caller(meter))));
      expect(admitted / 3).toBeGreaterThanOrEqual(2_000);
    });
  });

  test('is halved after a commit with an unknown outcome', () =>
    play({ failureOf: (_, sent) => (sent === 1 ? CODES.unavailable : null) }, async ({ submit, sent }) => {
      await submit(hold());
      const answers = await Promise.all(holds(100).map(submit));
      expect(codes(answers)).toEqual({ ok: 100 });
      expect(sizes(sent)).toEqual([1, 100, 50, 50]);
    }));

  test('is limited by their bytes, so no commit comes near Firestore’s limit of ten mebibytes', () =>
    play({}, async ({ meter, submit, sent }) => {
      const all = holds(40);
      await Promise.all(all.map((held) => meter.submit('uid', held)));
      const text = 'x'.repeat(900_000);
      const ends = all.map((held) => submit(workedOf(held, { captureMicros: 0, text })));
      expect(codes(await Promise.all(ends))).toEqual({ ok: 40 });
      const bytes = sent.map(({ commit }) => commit.reduce((sum, write) => sum + write.bytes, 0));
      expect(Math.max(...bytes)).toBeLessThan(5 * MEBIBYTE);
      expect(Math.max(...bytes)).toBeGreaterThan(3 * MEBIBYTE);
    }));
});
