import { randomUUID } from 'node:crypto';
import { type Arm, type ArmName, roomyLimit } from '../arms/arm.ts';
import { firemeter } from '../arms/firemeter.ts';
import { firestoreAt } from '../arms/firestore.ts';
import { naive } from '../arms/naive.ts';
import { rateLimiter } from '../arms/rate-limiter.ts';
import { textbook } from '../arms/textbook.ts';
import { exactly, type Figure, type Part, perArm, times } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { median, timed } from '../load.ts';
import { type Counts, countingWire } from '../wire/wire.ts';

/** Dollars for a million of each in us-central1, from Google's price list. */
const usdPerMillion = { reads: 0.3, writes: 0.9 };
const options = { limit: roomyLimit };

/** One usual operation, from the request to the captured result, by one person with an account in use. */
export async function operation({ lab, progress }: Bench): Promise<Part> {
  progress.note('counting');
  const { warm, cold } = await count(lab);
  progress.note('timing, as measured');
  const near = await time(lab, 'hand');
  progress.note(`timing, ${roundTripMs} ms a round trip`);
  const far = await time(lab, 'distance');

  const bill: Figure['values'] = perArm(
    warm,
    ({ reads, writes }) => reads * usdPerMillion.reads + writes * usdPerMillion.writes,
  );
  const documents = perArm(warm, ({ reads, writes }) => reads + writes);
  const ofWarm = (what: keyof Counts) => perArm(warm, (counts) => counts[what]);
  return {
    name: 'operation',
    title: 'A usual operation, from the hold to the captured result',
    figures: [
      {
        what: 'remote calls',
        unit: 'count',
        values: ofWarm('calls'),
        target: isFiremeters(warm, 'calls', 2),
      },
      {
        what: 'documents read',
        unit: 'count',
        values: ofWarm('reads'),
        target: isFiremeters(warm, 'reads', 0),
      },
      {
        what: 'documents written',
        unit: 'count',
        values: ofWarm('writes'),
        target: isFiremeters(warm, 'writes', 5),
      },
      {
        what: 'remote calls of a first hold',
        unit: 'count',
        values: perArm(cold, ({ calls }) => calls),
        target: isFiremeters(cold, 'calls', 2),
      },
      {
        what: 'billed reads and writes',
        unit: 'count',
        values: documents,
        target: times({ values: documents }, [{ is: '≤', factor: 0.5, of: 'naive' }]),
      },
      { what: 'bill for a million, us-central1', unit: 'usd', values: bill },
      { what: 'time as measured, median', unit: 'ms', values: near },
      {
        what: `time with ${roundTripMs} ms a round trip, median`,
        unit: 'ms',
        values: far,
        target: times({ values: far }, [
          { is: '≤', factor: 0.6, of: 'textbook' },
          { is: '≤', factor: 0.25, of: 'naive' },
        ]),
      },
    ],
    notes: [
      'Counted between the SDK and the emulator, in gRPC messages: calls, documents found or missing in an answer, writes of a commit that succeeded.',
      'An operation is a request before the work and one after it. The textbook way guards both with a transaction; the naive way and the rate limiter do not guard the second one, so that a repeated end would be recorded twice.',
    ],
  };
}

function isFiremeters(all: Map<ArmName, Counts>, what: keyof Counts, wanted: number) {
  return exactly(wanted, all.get('Firemeter')?.[what] ?? Number.NaN);
}

async function count(lab: Lab) {
  const warm = new Map<ArmName, Counts>();
  const cold = new Map<ArmName, Counts>();
  await using wire = await countingWire(lab.address);
  const during = async (work: () => Promise<unknown>): Promise<Counts> => {
    const before = await wire.counts();
    await work();
    const after = await wire.counts();
    return {
      calls: after.calls - before.calls,
      reads: after.reads - before.reads,
      writes: after.writes - before.writes,
      deletes: after.deletes - before.deletes,
    };
  };
  const arms = [firemeter, textbook, naive, ...(lab.skipped.has('rate limiter') ? [] : [rateLimiter])];
  for (const make of arms) {
    await using arm: Arm = await make(firestoreAt(wire.address), options);
    const accountId = randomUUID();
    await arm.open([accountId]);
    cold.set(arm.name, await during(() => arm.begin(accountId)));
    warm.set(arm.name, await during(() => whole(arm, accountId)));
  }
  return { warm, cold };
}

/** Each arm in turn, one operation at a time: whatever else the machine does falls on all alike. */
async function time(lab: Lab, at: 'hand' | 'distance'): Promise<Figure['values']> {
  await using arms = await lab.arms({ ...options, at });
  const accountId = randomUUID();
  const tookMs = new Map<Arm, number[]>();
  for (const arm of arms.list) {
    await arm.open([accountId]);
    for (let warmUp = 0; warmUp < 3; warmUp++) await whole(arm, accountId);
    tookMs.set(arm, []);
  }
  const operations = lab.size.operations * (at === 'hand' ? 5 : 1);
  for (let index = 0; index < operations; index++) {
    lab.signal.throwIfAborted();
    for (const [arm, all] of tookMs) all.push(await timed(() => whole(arm, accountId)));
  }
  return Object.fromEntries([...tookMs].map(([{ name }, all]) => [name, median(all)]));
}

export async function whole(arm: Arm, accountId: string): Promise<void> {
  const end = await arm.begin(accountId);
  await end();
}
