import { randomUUID } from 'node:crypto';
import { type Arm, type ArmName, roomyLimit } from '../arms/arm.ts';
import { below, exactly, type Figure, type Part, perArm, times } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { failuresOf, load, nothingSeen, perSecond, quantile, type Seen, timed } from '../load.ts';

/** One account hit by many requests at once. */
export async function oneAccount({ lab, progress }: Bench): Promise<Part> {
  const figures: Figure[] = [];
  for (const { at, atOnce } of [
    { at: 'hand', atOnce: 1 },
    { at: 'hand', atOnce: 8 },
    { at: 'hand', atOnce: 64 },
    { at: 'distance', atOnce: 64 },
  ] as const) {
    progress.note(`${atOnce} at once${at === 'distance' ? `, ${roundTripMs} ms a round trip` : ''}`);
    const seen = await contend(lab, { at, atOnce });
    figures.push(...figuresOf(seen, { at, atOnce }));
  }
  return {
    name: 'one-account',
    title: 'One account, many holds at once, successes only',
    figures,
    notes: [
      'Against PostgreSQL, what counts is the making of documents: of the time of one of 64 holds a third passes in the emulator, while nothing else can; of the rest the SDK and Node take nine tenths to check, convert, serialize and send the activity, our own code and its schemas one. PostgreSQL stores a row by a function of its own.',
    ],
  };
}

function figuresOf(
  seen: Map<ArmName, Seen>,
  { at, atOnce }: { at: 'hand' | 'distance'; atOnce: number },
): Figure[] {
  const setting = `${atOnce} at once${at === 'distance' ? `, ${roundTripMs} ms a trip` : ''}`;
  const rate: Figure = { what: `holds, ${setting}`, unit: 'per-second', values: perArm(seen, perSecond) };
  const slowest: Figure = {
    what: `99% answered within, ${setting}`,
    unit: 'ms',
    values: perArm(seen, ({ tookMs }) => quantile(tookMs, 0.99)),
  };
  const failed: Figure = { what: `errors, ${setting}`, unit: 'count', values: perArm(seen, failuresOf) };
  if (at === 'distance' || atOnce < 64) return [rate, slowest, failed];
  const { Firemeter: slowestMs = Number.NaN } = slowest.values;
  return [
    {
      ...rate,
      target: times(rate, [
        { is: '≥', factor: 100, of: 'textbook' },
        { is: '≥', factor: 3, of: 'PostgreSQL' },
      ]),
    },
    { ...slowest, target: below(100, slowestMs, 'ms') },
    { ...failed, target: exactly(0, failed.values.Firemeter ?? Number.NaN) },
  ];
}

async function contend(
  lab: Lab,
  { at, atOnce }: { at: 'hand' | 'distance'; atOnce: number },
): Promise<Map<ArmName, Seen>> {
  await using arms = await lab.arms({ limit: roomyLimit, at });
  const seen = new Map(arms.list.map((arm) => [arm.name, nothingSeen()]));
  const slice = async (arm: Arm, options: { atOnce: number; forMs: number; into: Seen }) => {
    const accountId = randomUUID();
    await arm.open([accountId]);
    await load({
      ...options,
      once: () => arm.begin(accountId),
      patienceMs: lab.size.patienceMs,
      signal: lab.signal,
    });
  };
  const overran = new Set<Arm>();
  for (const arm of arms.list) await slice(arm, { atOnce: 1, forMs: 200, into: nothingSeen() });
  for (let round = 0; round < lab.size.rounds; round++) {
    for (const arm of arms.list) {
      const into = seen.get(arm.name) ?? nothingSeen();
      const forMs = lab.size.sliceMs;
      if (overran.has(arm)) continue;
      const tookMs = await timed(() => slice(arm, { atOnce, forMs, into }));
      if (tookMs > 3 * forMs) overran.add(arm);
    }
  }
  return seen;
}
