import { randomUUID } from 'node:crypto';
import type { Arm, ArmName } from '../arms/arm.ts';
import { exactly, type Figure, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';

const limit = { max: 10, windowMs: 600_000 };
const requests = 100;

/** A hundred requests at once against a limit of ten. */
export async function overAdmission({ lab }: Bench): Promise<Part> {
  const over: Partial<Record<ArmName, number>> = {};
  await using arms = await lab.arms({ limit, at: 'hand' });
  for (const arm of arms.list) {
    lab.signal.throwIfAborted();
    over[arm.name] = (await admitted([arm], lab.size.patienceMs)) - limit.max;
  }
  const instances = await Promise.all(
    [1, 2, 3, 4].map(() => lab.arms({ limit, at: 'hand', only: ['Firemeter'] })),
  );
  const acrossInstances =
    (await admitted(
      instances.flatMap(({ list }) => list),
      lab.size.patienceMs,
    )) - limit.max;
  for (const instance of instances) await instance[Symbol.asyncDispose]();

  const figure = (what: string, values: Figure['values']): Figure => ({
    what,
    unit: 'count',
    values,
    target: exactly(0, values.Firemeter ?? Number.NaN),
  });
  return {
    name: 'limit',
    title: `A limit of ${limit.max}, ${requests} requests at once`,
    figures: [
      figure('admitted above the limit', over),
      figure('admitted above the limit, 4 instances', { Firemeter: acrossInstances }),
    ],
    notes: [
      'A negative figure means that requests failed which the limit would have let pass.',
      'Where the limit is a step of its own, before the deduction, what passed that step is counted.',
    ],
  };
}

/** Whether they got in, not why they did not: a refusal and a lost transaction are the same here. */
async function admitted(arms: readonly Arm[], patienceMs: number): Promise<number> {
  const accountId = randomUUID();
  await arms[0]?.open([accountId]);
  let count = 0;
  const calls = Array.from({ length: requests }, async (_, index) => {
    const arm = arms[index % arms.length];
    await (arm?.admit ?? arm?.begin)?.(accountId).then(
      () => count++,
      () => undefined,
    );
  });
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, patienceMs);
  await Promise.race([Promise.all(calls), patience.promise]);
  clearTimeout(timer);
  return count;
}
