import { sum, type Tally } from './tally.ts';

/**
 * Runs what each lane holds one after the other, and the lanes at the same time. A lane starts when the one before it
 * has started: two that look for free ports at once might choose the same.
 * @throws what failed first, when every lane has ended
 */
export async function runLanes<T>(
  lanes: readonly (readonly T[])[],
  run: (item: T, whenStarted: () => void) => Promise<Tally>,
): Promise<Tally> {
  const ends: Promise<Tally>[] = [];
  for (const lane of lanes) {
    const { promise: started, resolve: whenStarted } = Promise.withResolvers<void>();
    const end = runLane(lane, (item) => run(item, whenStarted));
    ends.push(end);
    await Promise.race([started, end.catch(() => undefined)]);
  }
  const tallies: Tally[] = [];
  for (const end of await Promise.allSettled(ends)) {
    if (end.status === 'rejected') throw end.reason;
    tallies.push(end.value);
  }
  return sum(tallies);
}

async function runLane<T>(lane: readonly T[], run: (item: T) => Promise<Tally>): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const item of lane) tallies.push(await run(item));
  return sum(tallies);
}
