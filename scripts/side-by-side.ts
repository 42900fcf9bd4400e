/**
 * `npm run side-by-side -- COMMIT`: an earlier build and this one on one store under load, while its schema is raised and
 * lowered again, and then the earlier one alone, as after a roll-back. Fails on an internal error, on a field that got
 * lost, and on books that do not balance.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Catalog,
  collections,
  defaultCatalog,
  earlyFaults,
  SCHEMA_VERSION,
} from '@firemeter/functions/contract';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type DocumentData, type Firestore, getFirestore } from 'firebase-admin/firestore';
import { migrateStore } from '../functions/src/upkeep/migrate/migrate-store.ts';
import { verifyLedger } from '../functions/src/upkeep/verify/verify-ledger.ts';
import { startOutside } from './side-by-side/outside.ts';
import { startEmulators } from './stack/emulators/firebase.ts';
import { findFirestoreEmulator } from './stack/emulators/firestore-emulator.ts';
import { projectId, root } from './stack/paths.ts';
import { freeOffsetForTests } from './stack/ports.ts';
import { runToEnd } from './stack/processes.ts';
import { stopSignal } from './stack/signals.ts';
import { fail, Problem, readArguments, say, step } from './stack/terminal.ts';

const PEOPLE = Array.from({ length: 6 }, (_, index) => `sidebyside${index}`);
const ADMIN = 'sidebysideadmin';
/** How long each stretch takes. */
const STRETCH_MS = 10_000;
const shared = [collections.accounts, collections.activities, collections.billing, collections.payments];
/** Where the builds that run take Stripe's webhooks. */
const webhookUrls = new Set<string>();

/** What each build has to have done, or it proves nothing. */
const mustHappen = [
  'validateAndDeductCredits ok',
  'generate ok',
  'startCheckout ok',
  'refundPayment ok',
  'stripeWebhook handled',
];

/** Set while something is open, and taken away by both builds when it ends. */
const passing = new Set([
  'leaseUntil',
  'cancelFor',
  'worker',
  'rollUpAt',
  'nextLapseAt',
  'statusReason',
  'delivered',
]);

/** What the earlier build can read of what is sold today. */
const newer = new Set(earlyFaults(defaultCatalog, 1).map(({ keys: [, name] }) => name));
const catalog: Catalog = {
  ...defaultCatalog,
  operations: Object.fromEntries(
    Object.entries(defaultCatalog.operations).filter(([name]) => !newer.has(name)),
  ),
};

try {
  const { positionals } = readArguments({ allowPositionals: true });
  const [commit] = positionals;
  if (!commit) throw new Problem('Usage: npm run side-by-side -- COMMIT');
  await using earlier = await checkOut(commit);
  const firestore = await step('Firestore emulator', (progress) =>
    findFirestoreEmulator(progress, stopSignal),
  );
  const offset = await freeOffsetForTests();
  const emulators = await step('Starting Firestore and Auth', () =>
    startEmulators({ firestore, only: ['firestore', 'auth'], offset, signal: stopSignal }),
  );
  try {
    Object.assign(process.env, emulators.env);
    const app = initializeApp({ projectId });
    for (const uid of [...PEOPLE, ADMIN]) {
      await getAuth(app).createUser({ uid, email: `${uid}@example.com`, emailVerified: true });
    }
    // The build before goes by the claim, which the worker shows.
    const admin = { schemaVersion: 1, role: 'admin', updatedAt: new Date() };
    await getFirestore(app).collection(collections.staff).doc(ADMIN).set(admin);
    await using outside = await startOutside({ offset, webhookUrls });
    const faults = await run(getFirestore(app), { earlierFolder: earlier.folder, env: outside.env });
    for (const fault of faults) say(fault);
    say(`\n${faults.length === 0 ? 1 : 0} passed, ${faults.length} failed`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await step('Stopping the emulators', () => emulators.stop());
  }
} catch (error) {
  fail(error);
}

async function run(
  db: Firestore,
  { earlierFolder, env }: { earlierFolder: string; env: Record<string, string> },
): Promise<string[]> {
  const services = { db, auth: getAuth(), isDryRun: false, now: Date.now, sleep: pause };
  await migrateStore({ ...services, to: 1 });
  await publish(db);
  await using before = await startBuild(earlierFolder, env);
  await using after = await startBuild(root, env);
  await step('Both builds on the old schema', () => pause(STRETCH_MS));
  await step('Raising the schema under load', () => migrateStore({ ...services, to: SCHEMA_VERSION }));
  await step('Both builds on the new schema', () => pause(STRETCH_MS));
  await step('Lowering it again', () => migrateStore({ ...services, to: 1 }));
  await step('Both builds after going back', () => pause(STRETCH_MS));
  const endsAfter = await after.stop();
  const fieldsThen = await fieldsIn(db);
  await step('The earlier build alone', () => pause(STRETCH_MS));
  const endsBefore = await before.stop();

  const lost = lostFields(fieldsThen, await fieldsIn(db));
  const counts = await step('Verifying the ledger', () => verify(db));
  say(`earlier build: ${JSON.stringify(endsBefore)}`);
  say(`this build: ${JSON.stringify(endsAfter)}`);
  say(`${counts.accounts} accounts, ${counts.activities} activities verified`);
  const internal = [endsBefore, endsAfter].flatMap((ends) =>
    Object.entries(ends).flatMap(([end, count]) => (isFault(end) ? [`${count} × ${end}`] : [])),
  );
  const idle = mustHappen.flatMap((end) =>
    [endsBefore, endsAfter].flatMap((ends) => (ends[end] ? [] : [`a build without "${end}"`])),
  );
  return [
    ...internal,
    ...lost,
    ...idle,
    ...(counts.drifts > 0 ? [`${counts.drifts} drifts in the books`] : []),
  ];
}

/** Whatever is no answer of the contract. */
function isFault(end: string): boolean {
  const code = end.split(' ').at(1) ?? '';
  return code === 'internal' || !/^[a-z-]+$/.test(code);
}

async function publish(db: Firestore): Promise<void> {
  const common = { schemaVersion: 1, version: 1, catalog, publishedBy: 'test' };
  const published = { ...common, publishedAt: new Date() };
  await db.collection(collections.config).doc('catalog').set(published);
  await db
    .collection(collections.catalogVersions)
    .doc('1')
    .set({ ...published, email: null, reason: 'Side by side' });
}

async function verify(db: Firestore) {
  const published = {
    schemaVersion: 1,
    version: 1,
    catalog,
    publishedBy: 'test',
    publishedAt: 0,
    reachableProviders: null,
  };
  const catalogs = { current: async () => published, at: async () => published };
  const run = { traceId: '0'.repeat(32), isByHand: true, cursor: null, keep: async () => undefined };
  return (await verifyLedger({ db, catalogs, now: Date.now }, run)) as {
    accounts: number;
    activities: number;
    drifts: number;
  };
}

/** The names of the fields of every shared document, and of the objects in it, by path. */
async function fieldsIn(db: Firestore): Promise<Map<string, ReadonlySet<string>>> {
  const snapshots = await Promise.all(shared.map((name) => db.collection(name).get()));
  return new Map(
    snapshots.flatMap(({ docs }) =>
      docs.map((doc) => [doc.ref.path, new Set(Object.keys(doc.data() as DocumentData))]),
    ),
  );
}

function lostFields(then: Map<string, ReadonlySet<string>>, now: Map<string, ReadonlySet<string>>): string[] {
  return [...then].flatMap(([path, names]) => {
    const left = now.get(path);
    const gone = [...names].filter((name) => left && !left.has(name) && !passing.has(name));
    return gone.map((name) => `${path} has lost ${name}`);
  });
}

async function startBuild(folder: string, outside: Record<string, string>) {
  const env = {
    ...process.env,
    ...outside,
    FIREMETER_BUILD: folder,
    FIREMETER_PEOPLE: PEOPLE.join(','),
    DIGEST_KEY: 'test',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'side-by-side', 'worker.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-10_000);
  });
  const { promise: webhookUrl, resolve, reject } = Promise.withResolvers<string>();
  child.once('exit', () => reject(new Problem(`A build did not start:\n${output.slice(-2_000)}${errors}`)));
  child.stdout.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-100_000);
    const [, url] = output.match(/^webhooks: (.*)$/m) ?? [];
    if (url) resolve(url);
  });
  const url = await webhookUrl;
  webhookUrls.add(url);
  const stop = async (): Promise<Record<string, number>> => {
    webhookUrls.delete(url);
    await end(child);
    const last = output.trim().split('\n').at(-1) ?? '';
    if (!last.startsWith('{')) throw new Problem(`A build ended without an answer:\n${output.slice(-2_000)}`);
    return JSON.parse(last);
  };
  return { stop, [Symbol.asyncDispose]: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Checks out an earlier build with the dependencies it had. */
async function checkOut(commit: string) {
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-earlier-'));
  const remove = async () => {
    await runOrFail('git', ['worktree', 'remove', '--force', folder], root);
    await rm(folder, { recursive: true, force: true });
  };
  await runOrFail('git', ['worktree', 'add', '--detach', '--force', folder, commit], root);
  try {
    const [then, now] = await Promise.all(
      [folder, root].map((place) => readFile(join(place, 'package-lock.json'), 'utf8')),
    );
    if (then === now) await shareModules(folder);
    else {
      const install = () => runOrFail('npm', ['ci', '--loglevel=error'], folder);
      await step('Installing what the earlier build depends on', install);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, [Symbol.asyncDispose]: remove };
}

/** Links what is installed here: at the root, and in a workspace where that needs a version of its own. */
async function shareModules(folder: string): Promise<void> {
  for (const workspace of ['', 'functions']) {
    const modules = join(root, workspace, 'node_modules');
    if (existsSync(modules)) await symlink(modules, join(folder, workspace, 'node_modules'));
  }
}

async function runOrFail(command: string, args: string[], cwd: string): Promise<void> {
  const { code, output } = await runToEnd(command, args, { cwd, signal: stopSignal });
  if (code !== 0) throw new Problem(`${command} ${args[0]}: ${output.trim()}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
