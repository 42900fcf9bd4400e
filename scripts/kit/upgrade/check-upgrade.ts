import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { collections, PublishedCatalog, SCHEMA_VERSION } from '../../../functions/src/contract/index.ts';
import { verifyLedger } from '../../../functions/src/upkeep/verify/verify-ledger.ts';
import { emulatorEnv } from '../../stack/emulators/firebase.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem, step } from '../../stack/terminal.ts';
import { npm } from '../create-host-app.ts';
import type { ServedApp } from '../serve-host-app.ts';
import { NEW_FIELD, packNextRelease } from './next-release.ts';

/** The time under load between two changes of the app. */
const STRETCH_MS = 4_000;
const USERS = Array.from({ length: 20 }, (_, index) => `upgrading${index}`);

/**
 * Upgrades the app to a release that raises the schema by one, under load, and rolls it back: no call fails for it, no field
 * gets lost, and the books balance.
 */
export async function checkUpgrade(options: {
  readonly folder: string;
  readonly app: ServedApp;
  readonly modelsAddress: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { folder, modelsAddress, signal } = options;
  const { ports, project } = options.app;
  const next = await step('Packing a release that raises the schema', () => packNextRelease(folder));
  const env = {
    ...process.env,
    ...emulatorEnv(ports),
    GCLOUD_PROJECT: project,
    METADATA_SERVER_DETECTION: 'none',
  };
  Object.assign(process.env, emulatorEnv(ports));
  const app = initializeApp({ projectId: project }, 'upgrade');
  const db = getFirestore(app);
  for (const uid of USERS) await getAuth(app).createUser({ uid, email: `${uid}@example.com` });
  const start = (functions: string) =>
    startInstance({ ...env, FIREMETER_FUNCTIONS: functions, MODELS_ADDRESS: modelsAddress });
  const migrate = async (to: number) => {
    const { code, output } = await runToEnd('npx', ['firemeter', 'migrate', '--to', String(to)], {
      ...{ cwd: folder, env, signal },
    });
    if (code !== 0) throw new Problem(`npx firemeter migrate --to ${to} failed:\n${output}`);
  };

  try {
    await using before = start(join(folder, 'functions'));
    const upgraded = join(folder, 'functions-next');
    await step('Installing it under load', async () => {
      await cp(join(folder, 'functions'), upgraded, { recursive: true, verbatimSymlinks: true });
      await npm(upgraded, ['install', next.functions], signal);
      await npm(folder, ['install', next.cli], signal);
    });
    await using after = start(upgraded);
    await step('Both releases on the old schema', () => pause(STRETCH_MS));
    assert.equal((await markedIds(db)).length, 0, 'a new field is stored before the schema allows it');
    await step('npx firemeter migrate, under load', () => migrate(SCHEMA_VERSION + 1));
    await step('Both releases on the new schema', () => pause(STRETCH_MS));
    await step('Migrating back', () => migrate(SCHEMA_VERSION));
    await step('Both releases after going back', () => pause(STRETCH_MS));
    const endsAfter = await after.stop();
    const marked = await markedIds(db);
    await step('The earlier release alone', () => pause(STRETCH_MS));
    const endsBefore = await before.stop();

    assert.ok(marked.length > 0, 'the next release wrote no new field');
    assert.deepEqual(await markedIds(db), marked, 'new fields got lost');
    for (const ends of [endsBefore, endsAfter]) {
      assert.ok((ends.ran ?? 0) > 0, `a release did no work: ${JSON.stringify(ends)}`);
      assert.deepEqual(Object.keys(ends), ['ran'], `calls failed: ${JSON.stringify(ends)}`);
    }
    assert.equal(await driftsIn(db), 0, 'the books do not balance');
  } finally {
    await deleteApp(app);
  }
}

/** The activities that have the new field. */
async function markedIds(db: Firestore): Promise<string[]> {
  const { docs } = await db.collection(collections.activities).where(NEW_FIELD, '==', 'next').get();
  return docs.map(({ id }) => id).sort();
}

async function driftsIn(db: Firestore): Promise<number> {
  const snapshot = await db.collection(collections.config).doc('catalog').get();
  const published = PublishedCatalog.decode(snapshot.data() as never);
  const catalogs = { current: async () => published, at: async () => published };
  const run = { traceId: '0'.repeat(32), isByHand: true, cursor: null, keep: async () => undefined };
  const counts = await verifyLedger({ db, catalogs: catalogs as never, now: Date.now }, run);
  return (counts as { drifts: number }).drifts;
}

function startInstance(env: NodeJS.ProcessEnv) {
  const settings = { DIGEST_KEY: 'only-for-emulators', FIREMETER_USERS: USERS.join(',') };
  const child = fork(join(import.meta.dirname, 'instance.ts'), {
    env: { ...env, ...settings },
    silent: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2_000);
    });
  }
  const exited = once(child, 'exit');
  return {
    /** Returns how often calls ended in which way. */
    async stop(): Promise<Record<string, number>> {
      const ended = once(child, 'message');
      if (child.connected) child.send('stop');
      const [ends] = await Promise.race([ended, exited]);
      if (typeof ends !== 'object' || !ends) throw new Problem(`An instance ended early:\n${output}`);
      return ends;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
