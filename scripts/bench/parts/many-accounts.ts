import { randomUUID } from 'node:crypto';
import { type Arm, type ArmName, roomyLimit } from '../arms/arm.ts';
import { exactly, type Figure, type Part, perArm, times } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { failuresOf, load, nothingSeen, perSecond, quantile, type Seen } from '../load.ts';
import { whole } from './operation.ts';

const accounts = 256;
const atOnce = 64;

/** Many people at once, each with an account in use: nobody is in anybody's way. */
export async function manyAccounts({ lab, progress }: Bench): Promise<Part> {
  progress.note('as measured');
  const near = await spread(lab, 'hand');
  progress.note(`${roundTripMs} ms a round trip`);
  const far = await spread(lab, 'distance');
  return {
    name: 'many-accounts',
    title: `Many accounts, ${atOnce} operations at once, from the hold to the captured result`,
    figures: [...figuresOf(near, 'as measured'), ...figuresOf(far, `${roundTripMs} ms a trip`)],
    notes: [
      'As measured, all that is compared shares two cores with the emulator: the figure is what an operation costs in work, not in waiting.',
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

async function spread(lab: Lab, at: 'hand' | 'distance'): Promise<Map<ArmName, Seen>> {
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
