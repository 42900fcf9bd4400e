#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { SCHEMA_VERSION } from '../../functions/src/contract/index.ts';
import { groups } from '../../functions/src/kit/groups.ts';
import { fail } from '../stack/terminal.ts';
import { toProblem } from './google-problem.ts';
import type { NamedGroup } from './init/own-files.ts';

const version = process.env.FIREMETER_VERSION;

// Each command loads what it needs when it runs: `init` has no need of Firebase's SDK.
const program = new Command('firemeter')
  .description('Metered AI credits for a Firebase app')
  .version(version ?? 'from its sources')
  .showHelpAfterError()
  .exitOverride();

program
  .command('init')
  .description('adds Firemeter to the Firebase app in this folder')
  .option('--yes', 'writes the files without asking')
  .option('--undo', 'takes everything back')
  .option('--show', 'shows every line that changes, also of long files')
  .option('--codebase <name>', 'the codebase of functions, if there are several')
  .option('--prefix <prefix>', "the prefix of Firemeter's collections, so that none collides with yours")
  .addOption(
    new Option('--groups <names...>', 'the functions to add to metering').choices(Object.keys(groups)),
  )
  .option('--no-attack', 'goes on without attacking the merged rules on an emulator')
  .action(async (options: { undo?: boolean; groups?: NamedGroup[] }) => {
    const { init, undoInit } = await import('./init/init.ts');
    const given = { ...options, folder: process.cwd(), emulator: process.env.FIRESTORE_EMULATOR_HOST };
    await (options.undo ? undoInit(given) : init(given));
  });

/** A command for a running system: the emulators, or a deployed project. */
function onSystem(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option(
      '--project <id>',
      'a deployed project, with application default credentials; absent: the emulators',
    )
    .option('--port-offset <n>', 'moves the ports of the emulators');
}

onSystem('grant-admin', 'gives a user a role')
  .argument('<email>')
  .argument('<role>', 'analyst, support, admin or owner; none takes it away')
  .action(async (email, role, options) =>
    (await import('./commands/grant-admin.ts')).grantAdmin(email, role, options),
  );

onSystem('job', 'runs a scheduled job now')
  .argument('[name]', 'absent: lists the jobs')
  .action(async (name, options) => (await import('./commands/job.ts')).job(name, options));

onSystem('stripe-sync', 'creates the products and prices of packs and plans in Stripe').action(
  async (options) => (await import('./commands/stripe-sync.ts')).stripeSync(options),
);

onSystem('migrate', 'raises the schema version of the store, and updates older documents')
  .option('--to <version>', 'another version, higher or lower', String(SCHEMA_VERSION))
  .option('--roles', 'only makes staff documents of roles that were claims')
  .option('--dry-run', 'only counts the documents')
  .action(async (options) => (await import('./commands/migrate.ts')).migrate(options));

onSystem('rebuild-usage', 'computes all figures anew')
  .option('--logs', 'first restores logs that were lost')
  .action(async (options) => (await import('./commands/rebuild-usage.ts')).rebuildUsage(options));

onSystem('replay-erasures', 'requests the erasures again that a restored store has forgotten')
  .option('--dry-run', 'only lists them')
  .action(async (options) => (await import('./commands/replay-erasures.ts')).replayErasures(options));

onSystem('account', 'shows the balance, lots and latest requests of a user')
  .argument('<email>')
  .action(async (email, options) => (await import('./commands/account.ts')).account(email, options));

onSystem(
  'doctor',
  'says what is wrong with this machine, this app and the running system, and how to fix it',
).action(async (options) => (await import('./doctor/doctor.ts')).doctor({ ...options, version }));

onSystem('price', 'prints the prices at which usage makes a margin')
  .option('--usage <file>', 'a table (CSV) of usage; absent: what ran in shadow mode')
  .option('--days <n>', 'the days of shadow mode', '30')
  .option('--margin <percent>', 'of the revenue, after costs and fees', '57')
  .option('--fee <percent>', 'of the revenue, for the payment provider', '4')
  .requiredOption('--credit-usd <dollars>', 'what a credit costs in your cheapest pack')
  .action(async (options) => (await import('./price/price.ts')).price(options));

program
  .command('verify')
  .description(
    "checks Firemeter's own web app and its API from outside, as CHECK_EMAIL with CHECK_PASSWORD, and pays for one image",
  )
  .requiredOption('--url <url>', 'the address of its app')
  .option('--reel', 'also makes the shortest reel')
  .action(async (options) => (await import('./verify/verify.ts')).verify(options));

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what was wrong, and exits with 0 after help.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else fail(toProblem(error));
}
