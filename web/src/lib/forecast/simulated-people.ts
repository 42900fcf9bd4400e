/** A user's spending on each day. */
export type Days = readonly number[];

/** A user's habits in a studio, independent of the forecaster. */
interface Habit {
  /** The chance to use it on a workday, on a weekend, and how often a project begins and ends. */
  readonly workday: number;
  readonly weekend: number;
  readonly projectBegins: number;
  readonly projectEnds: number;
  /** The factor by which a project increases a day's use. */
  readonly projectFactor: number;
  readonly requests: number;
  readonly credits: number;
  /** Of the credits of a request. */
  readonly spread: number;
  /** The daily change of interest. */
  readonly drift: number;
  /** The chance to turn to something else for a while, each day. */
  readonly pause: number;
}

const habits: readonly Habit[] = [
  // An agency at work.
  {
    workday: 0.92,
    weekend: 0.1,
    projectBegins: 0.05,
    projectEnds: 0.12,
    projectFactor: 2.2,
    requests: 14,
    credits: 6,
    spread: 0.5,
    drift: 0.03,
    pause: 0.002,
  },
  // A hobbyist on weekends.
  {
    workday: 0.25,
    weekend: 0.75,
    projectBegins: 0.03,
    projectEnds: 0.3,
    projectFactor: 1.8,
    requests: 6,
    credits: 5,
    spread: 0.6,
    drift: 0.05,
    pause: 0.008,
  },
  // A maker of videos for projects.
  {
    workday: 0.35,
    weekend: 0.35,
    projectBegins: 0.07,
    projectEnds: 0.2,
    projectFactor: 3,
    requests: 4,
    credits: 40,
    spread: 0.7,
    drift: 0.04,
    pause: 0.006,
  },
  // A chat every day.
  {
    workday: 0.95,
    weekend: 0.8,
    projectBegins: 0.02,
    projectEnds: 0.3,
    projectFactor: 1.5,
    requests: 25,
    credits: 0.4,
    spread: 0.8,
    drift: 0.03,
    pause: 0.003,
  },
  // Now and then.
  {
    workday: 0.2,
    weekend: 0.3,
    projectBegins: 0.02,
    projectEnds: 0.3,
    projectFactor: 2,
    requests: 5,
    credits: 8,
    spread: 0.7,
    drift: 0.04,
    pause: 0.008,
  },
];

/** Simulates a number of days of a user, the first of them a Sunday. */
export function simulatePerson(random: () => number, days: number): Days {
  const habit = habits[Math.floor(random() * habits.length)] as Habit;
  const own = Math.exp(0.8 * normal(random));
  let interest = 1;
  let inProject = false;
  let pausedFor = 0;
  return Array.from({ length: days }, (_, day) => {
    interest *= Math.exp(habit.drift * normal(random));
    interest **= 0.995;
    inProject = inProject ? random() > habit.projectEnds : random() < habit.projectBegins;
    if (pausedFor > 0) pausedFor--;
    else if (random() < habit.pause) pausedFor = 3 + Math.floor(random() * 12);
    const isWeekend = day % 7 === 0 || day % 7 === 6;
    const chance = Math.min(0.98, (isWeekend ? habit.weekend : habit.workday) * (inProject ? 1.4 : 1));
    if (pausedFor > 0 || random() > chance) return 0;
    const expected = habit.requests * own * interest * (inProject ? habit.projectFactor : 1);
    const requests = 1 + Math.floor(-Math.log(1 - random()) * expected);
    let credits = 0;
    for (let n = 0; n < requests; n++) {
      credits += habit.credits * Math.exp(habit.spread * normal(random) - habit.spread ** 2 / 2);
    }
    return Math.round(credits * 1_000_000);
  });
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32: the same users for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
