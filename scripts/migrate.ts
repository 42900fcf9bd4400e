/**
 * `npm run migrate -- --project ID`: raises the schema of a project's store to what this build writes, and brings older
 * documents up to it. `--dry-run` counts, `--to N` goes to another version, back as well. Run it again to go on with one
 * that was interrupted. `--port-offset N` migrates the running emulators instead.
 */
import { SCHEMA_VERSION } from '@firemeter/functions/contract';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { migrateStore } from '../functions/src/upkeep/migrate/migrate-store.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { projectId } from './stack/paths.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

const usage = 'Usage: npm run migrate -- (--project ID | --port-offset N) [--to VERSION] [--dry-run]';

try {
  const { project, to, isDryRun } = readCommand();
  const app = initializeApp({ projectId: project });
  const services = { db: getFirestore(app), auth: getAuth(app), now: Date.now };
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const { from, seen, changed } = await step(
    isDryRun ? `Looking at ${project}` : `Migrating ${project}`,
    (progress) =>
      migrateStore({
        ...services,
        to,
        isDryRun,
        sleep,
        onPage: (counts) => progress.note(`${counts.seen} documents seen, ${counts.changed} changed`),
      }),
  );
  const verb = isDryRun ? 'would go' : 'went';
  if (from === to && seen === 0) say(`The schema is at version ${to} already.`);
  else
    say(
      `The schema ${verb} from version ${from} to ${to}; ${changed} of ${seen} documents ${isDryRun ? 'lack' : 'were given'} new fields.`,
    );
} catch (error) {
  fail(error);
}

function readCommand(): { project: string; to: number; isDryRun: boolean } {
  const { values } = readArguments({
    options: {
      project: { type: 'string' },
      'port-offset': { type: 'string' },
      to: { type: 'string', default: String(SCHEMA_VERSION) },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const to = Number(values.to);
  if (!Number.isInteger(to) || to < 1 || to > SCHEMA_VERSION) {
    throw new Problem(
      `There is no schema version "${values.to}": this build knows 1 to ${SCHEMA_VERSION}.\n${usage}`,
    );
  }
  for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
  const isDryRun = values['dry-run'] ?? false;
  if (values.project) return { project: values.project, to, isDryRun };
  if (values['port-offset'] === undefined) throw new Problem(usage);
  Object.assign(process.env, emulatorEnv(portsAt(portOffset(values['port-offset']))));
  return { project: projectId, to, isDryRun };
}
