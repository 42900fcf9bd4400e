import { randomUUID } from 'node:crypto';
import { type Arm, type ArmName, roomyLimit } from '../arms/arm.ts';
import { exactly, type Figure, type Part, perArm, times } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { failuresOf, load, nothingSeen, perSecond, quantile, type Seen } from '../load.ts';
import { whole } from './operation.ts';

const accounts = 256;
const manyAtOnce = 64;
/** Few enough to leave the two cores of a small machine time to wait. */
const fewAtOnce = 8;

/** Many people at once, each with an account in use: nobody is in anybody's way. */
export async function manyAccounts({ lab, progress }: Bench): Promise<Part> {
  progress.note('as measured');
  const near = await spread(lab, { at: 'hand', atOnce: manyAtOnce });
  progress.note(`${roundTripMs} ms a round trip`);
  const far = await spread(lab, { at: 'distance', atOnce: manyAtOnce });
  progress.note(`${roundTripMs} ms a round trip, ${fewAtOnce} at once`);
  const fewFar = await spread(lab, { at: 'distance', atOnce: fewAtOnce });
  return {
    name: 'many-accounts',
    title: 'Many accounts, many operations at once, from the hold to the captured result',
    figures: [
      ...figuresOf(near, `${manyAtOnce} at once`),
      ...figuresOf(far, `${manyAtOnce} at once, ${roundTripMs} ms a trip`),
      ...figuresOf(fewFar, `${fewAtOnce} at once, ${roundTripMs} ms a trip`),
    ],
    notes: [
      `All that is compared shares the machine's cores with the emulator. With ${manyAtOnce} at once two cores are busy, and the figure is what an operation costs in work (of which the engine is 2%, the SDK and the emulator the rest), not in waiting; with ${fewAtOnce} at once and a distance it is what it costs in waiting.`,
    ],
  };
}

function figuresOf(seen: Map<ArmName, Seen>, setting: string): Figure[] {
  const rate = perArm(seen, perSecond);
  const failed = perArm(seen, failuresOf);
  return [
    {
      what: `operations, ${setting}`,
      unit: 'per-second',
      values: rate,
      target: times({ values: rate }, [{ is: '≥', factor: 1.5, of: 'textbook' }]),
    },
    {
      what: `99% done within, ${setting}`,
      unit: 'ms',
      values: perArm(seen, ({ tookMs }) => quantile(tookMs, 0.99)),
    },
    {
      what: `processor time of the caller for one, ${setting}`,
      unit: 'ms',
      values: perArm(seen, ({ cpuMs, tookMs }) => cpuMs / tookMs.length),
    },
    {
      what: `errors, ${setting}`,
      unit: 'count',
      values: failed,
      target: exactly(0, failed.Firemeter ?? Number.NaN),
    },
  ];
}

async function spread(
  lab: Lab,
  { at, atOnce }: { at: 'hand' | 'distance'; atOnce: number },
): Promise<Map<ArmName, Seen>> {
  await using arms = await lab.arms({ limit: roomyLimit, at });
  const accountIds = Array.from({ length: accounts }, () => randomUUID());
  const seen = new Map(arms.list.map(({ name }) => [name, nothingSeen()]));
  const slice = (arm: Arm, forMs: number, into: Seen) => {
    const turns = Array<number>(atOnce).fill(0);
    const once = (caller: number) => {
      const turn = (turns[caller] ?? 0) + atOnce;
      turns[caller] = turn;
      return whole(arm, accountIds[(caller + turn) % accounts] ?? '');
    };
    return load({ atOnce, forMs, patienceMs: lab.size.patienceMs, once, into, signal: lab.signal });
  };
  for (const arm of arms.list) {
    await arm.open(accountIds);
    await slice(arm, lab.size.sliceMs, nothingSeen());
  }
  for (let round = 0; round < lab.size.rounds; round++) {
    for (const arm of arms.list) await slice(arm, lab.size.sliceMs, seen.get(arm.name) ?? nothingSeen());
  }
  return seen;
}
