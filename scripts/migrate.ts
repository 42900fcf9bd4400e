/**
 * `npm run migrate -- --project ID`: raises the schema of a project's store to what this build writes, and brings older
 * documents up to it. `--dry-run` counts, `--to N` goes to another version, back as well. Run it again to go on with one
 * that was interrupted. `--roles` only makes staff documents of roles that were claims, which can be done before this build
 * is deployed. `--port-offset N` migrates the running emulators instead.
 */
import { SCHEMA_VERSION } from '@firemeter/functions/contract';
import { type Migration, migrateRoles, migrateStore } from '../functions/src/upkeep/migrate/migrate-store.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { openStore } from './stack/open-store.ts';
import { projectId } from './stack/paths.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say, step } from './terminal.ts';

const usage =
  'Usage: npm run migrate -- (--project ID | --port-offset N) [--to VERSION | --roles] [--dry-run]';

try {
  const { project, to, isDryRun, areRolesOnly } = readCommand();
  const services = { ...(await openStore(project)), now: Date.now };
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const run = <T>(work: (migration: Omit<Migration, 'to'>) => Promise<T>) =>
    step(isDryRun ? `Looking at ${project}` : `Migrating ${project}`, (progress) => {
      const onPage = (counts: { seen: number; changed: number }) =>
        progress.note(`${counts.seen} documents seen, ${counts.changed} changed`);
      return work({ ...services, isDryRun, sleep, onPage });
    });
  if (areRolesOnly) {
    const { changed } = await run(migrateRoles);
    say(`${changed} roles that were claims ${isDryRun ? 'would become' : 'became'} staff documents.`);
    process.exit();
  }
  const { from, seen, changed } = await run((migration) => migrateStore({ ...migration, to }));
  const verb = isDryRun ? 'would go' : 'went';
  if (from === to && seen === 0) say(`The schema is at version ${to} already.`);
  else
    say(
      `The schema ${verb} from version ${from} to ${to}; ${changed} of ${seen} documents ${isDryRun ? 'lack' : 'were given'} new fields.`,
    );
} catch (error) {
  // A version that cannot be gone to says what to do first.
  fail(error instanceof RangeError ? new Problem(error.message) : error);
}

function readCommand(): { project: string; to: number; isDryRun: boolean; areRolesOnly: boolean } {
  const { values } = readArguments({
    options: {
      project: { type: 'string' },
      'port-offset': { type: 'string' },
      to: { type: 'string', default: String(SCHEMA_VERSION) },
      'dry-run': { type: 'boolean', default: false },
      roles: { type: 'boolean', default: false },
    },
  });
  const to = Number(values.to);
  if (!Number.isInteger(to) || to < 1 || to > SCHEMA_VERSION) {
    throw new Problem(
      `There is no schema version "${values.to}": this build knows 1 to ${SCHEMA_VERSION}.\n${usage}`,
    );
  }
  for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
  const options = { to, isDryRun: values['dry-run'] ?? false, areRolesOnly: values.roles ?? false };
  if (values.project) return { project: values.project, ...options };
  if (values['port-offset'] === undefined) throw new Problem(usage);
  Object.assign(process.env, emulatorEnv(portsAt(portOffset(values['port-offset']))));
  return { project: projectId, ...options };
}
