import { buildReact, reactFolder } from '../../package/build-react.ts';
import { balancePageBytes, MAX_BALANCE_BYTES } from '../../package/check-package.ts';
import { installAsDeployed } from '../deployed-packages.ts';
import { atMost, type Part } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { median } from '../load.ts';
import { folder } from '../parts/cold-start.ts';
import { countingWire, distantWire } from '../wire/wire.ts';
import { createHostApp, type HostApp } from './host-app.ts';

const MAX_ADDED_START_MS = 150;
const MAX_REMOTE_CALLS = 2;

/** Prints the milliseconds since the process began until an app's functions are loaded. */
const load = `
await import(process.argv[1]);
process.stdout.write('\\n' + JSON.stringify(performance.now()));
process.exit();`;

/** Calls a metered function, the bare one and the store in turn, one call at a time. Prints how long each took. */
const callEach = `
import { randomUUIDv7 } from 'node:crypto';
import { getAuth } from 'firebase-admin/auth';
const { app, db, answer, meteredAnswer } = await import(process.argv[1]);
const email = randomUUIDv7() + '@example.com';
const { uid } = await getAuth(app).createUser({ email });
const nowS = Math.floor(Date.now() / 1_000);
// As Auth has the user: a new token that contradicts what is known of them has them looked up again.
const token = { auth_time: nowS, iat: nowS, email, email_verified: false, firebase: { sign_in_provider: 'password' } };
const call = (called, data) => called.run({ data, auth: { uid, token }, rawRequest: { headers: {} }, acceptsStreaming: false });
const took = { metered: [], bare: [], trip: [] };
const time = async (name, work) => {
  const startedMs = performance.now();
  await work();
  took[name].push(performance.now() - startedMs);
};
const question = { question: 'How do the tides work?' };
for (let round = 0; round < Number(process.env.ROUNDS); round++) {
  await time('metered', () => call(meteredAnswer, { requestId: randomUUIDv7(), input: question }));
  await time('bare', () => call(answer, question));
  await time('trip', () => db.doc('notes/none').get());
}
process.stdout.write('\\n' + JSON.stringify(took));
process.exit();`;

const WARM_UP = 5;
const COUNTED = 50;

/** Measures the cost of adding Firemeter to an app: to the start of its functions, to its page and to its calls. */
export async function kit({ lab, progress }: Bench): Promise<Part> {
  progress.note('installing what is deployed');
  await installAsDeployed(folder, lab.signal);
  progress.note('building');
  const app = await createHostApp(folder, lab.signal);
  const started = await timeStarts(app, lab, progress.note);
  progress.note(`calls, ${roundTripMs} ms a round trip`);
  const called = await timeCalls(app, lab);
  const remoteCalls = await countCalls(app, lab);
  progress.note('bundling a page');
  await buildReact();
  const bytes = await balancePageBytes(reactFolder);

  const addedStartMs = started.metered - started.bare;
  const addedCallMs = called.metered - called.bare;
  const trips = addedCallMs / called.trip;
  return {
    name: 'kit',
    title: 'What Firemeter adds to an app of its own',
    figures: [
      { what: 'start of a bare function', unit: 'ms', values: { Firemeter: started.bare } },
      { what: 'start with metering', unit: 'ms', values: { Firemeter: started.metered } },
      {
        what: 'added to the start',
        unit: 'ms',
        values: { Firemeter: addedStartMs },
        target: atMost(MAX_ADDED_START_MS, addedStartMs, 'ms'),
      },
      {
        what: 'start with metering over a bare one',
        unit: 'ratio',
        values: { Firemeter: started.metered / started.bare },
      },
      {
        what: `one read from the store, ${roundTripMs} ms a round trip`,
        unit: 'ms',
        values: { Firemeter: called.trip },
      },
      {
        what: 'remote calls of a metered call',
        unit: 'ratio',
        values: { Firemeter: remoteCalls },
        target: atMost(MAX_REMOTE_CALLS, remoteCalls, 'ratio'),
      },
      {
        what: `added to a call, ${roundTripMs} ms a round trip`,
        unit: 'ms',
        values: { Firemeter: addedCallMs },
      },
      {
        what: 'added to a call, in reads from the store',
        unit: 'ratio',
        values: { Firemeter: trips },
      },
      {
        what: 'page with FiremeterProvider, useBalance and CreditBalance, compressed',
        unit: 'bytes',
        values: { Firemeter: bytes },
        target: atMost(MAX_BALANCE_BYTES, bytes, 'bytes'),
      },
    ],
    notes: [
      'The app has one callable beside firebase-admin and firebase-functions. `@firemeter/functions` is imported as npm installs it, unbundled. One process after the other, with and without it in turn; medians, files in the page cache.',
      'The work of the metered call takes no time, and its result is kept for replays. Each of its remote calls is a commit, which takes the emulator longer than a read. Calls are those of a warm instance, without the network between client and function.',
      "The page is bundled without React and Firebase's SDK, which the app has anyway.",
    ],
  };
}

type Medians<K extends string> = Record<K, number>;

async function timeStarts(
  app: HostApp,
  { size, signal, address }: Lab,
  note: (text: string) => void,
): Promise<Medians<'bare' | 'metered'>> {
  const seen = { bare: [] as number[], metered: [] as number[] };
  for (let round = 0; round <= size.coldStarts; round++) {
    note(`start ${round} of ${size.coldStarts}`);
    for (const way of ['bare', 'metered'] as const) {
      signal.throwIfAborted();
      const tookMs = await app.run<number>(load, app[way], { FIRESTORE_EMULATOR_HOST: address });
      if (round > 0) seen[way].push(tookMs);
    }
  }
  return { bare: median(seen.bare), metered: median(seen.metered) };
}

/** Returns the remote calls of one metered call, from the difference between a few calls and more. */
async function countCalls(app: HostApp, { address }: Lab): Promise<number> {
  const during = async (rounds: number) => {
    await using wire = await countingWire(address);
    await app.run(callEach, app.metered, { FIRESTORE_EMULATOR_HOST: wire.address, ROUNDS: String(rounds) });
    return (await wire.counts()).calls;
  };
  const few = await during(WARM_UP);
  const more = await during(WARM_UP + COUNTED);
  // Each round reads from the store once besides.
  return (more - few) / COUNTED - 1;
}

async function timeCalls(
  app: HostApp,
  { size, address }: Lab,
): Promise<Medians<'metered' | 'bare' | 'trip'>> {
  await using wire = await distantWire(address, roundTripMs);
  const env = { FIRESTORE_EMULATOR_HOST: wire.address, ROUNDS: String(WARM_UP + size.operations) };
  const took = await app.run<Medians<'metered' | 'bare' | 'trip'> & Record<string, number[]>>(
    callEach,
    app.metered,
    env,
  );
  const medianOf = (name: string) => median((took[name] ?? []).slice(WARM_UP));
  return { metered: medianOf('metered'), bare: medianOf('bare'), trip: medianOf('trip') };
}
