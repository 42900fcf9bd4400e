import { styleText } from 'node:util';
import { bold, dim, Problem, say } from '../../stack/terminal.ts';
import { toProblem } from '../google-problem.ts';
import { readText } from '../init/plan.ts';
import { readRecord, recordPath } from '../init/record.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkMachine } from './check-machine.ts';
import { checkProject } from './check-project.ts';
import type { Finding } from './finding.ts';

/** What no program can see. */
const byHand = [
  'A budget alert on the Google Cloud project, and spending limits at the AI providers',
  'Daily backups of Firestore, deleted after 14 days',
  "App Check set up in your client: deployed, Firemeter's functions reject calls without it, unless you set appCheck: 'off'",
  'DIGEST_KEY in Secret Manager, and nowhere else',
  'An alert on log lines of severity ERROR',
];

const marks = {
  ok: styleText('green', '✓'),
  wrong: styleText('red', '✗'),
  open: styleText('yellow', '○'),
};

/** Says what is wrong with the machine, the app and the running system, and how to fix it. */
export async function doctor(
  options: TargetOptions & { readonly version: string | undefined },
): Promise<void> {
  const machine = report('Machine', await checkMachine());
  const project = report('App', await checkProject(process.cwd(), options.version));
  const deployment = report(options.project ?? 'Emulators', await findDeployment(options));
  say(bold('\nCheck by hand before launch'));
  for (const item of byHand) say(`  ${item}`);
  const found = machine + project + deployment;
  if (found > 0) throw new Problem(`${found} to fix (✗).`);
  say('\nNothing is wrong.');
}

async function findDeployment(options: TargetOptions): Promise<Finding[]> {
  try {
    const target = await chooseTarget(options);
    const record = readRecord(await readText(process.cwd(), recordPath));
    const { db, prefix } = await openStore(target);
    const emulator = process.env.FIRESTORE_EMULATOR_HOST;
    const origin = target.emulators ? `http://${emulator}` : 'https://firestore.googleapis.com';
    return await checkDeployment(db, {
      address: `${origin}/v1/projects/${target.project}/databases/(default)/documents`,
      flag: target.emulators ? '' : ` --project ${target.project}`,
      prefix,
      groups: record?.groups,
      nowMs: Date.now(),
    });
  } catch (error) {
    const problem = toProblem(error);
    if (!(problem instanceof Problem)) throw error;
    // Emulators needn't run.
    return [{ what: 'Not checked', state: options.project ? 'wrong' : 'open', fix: problem.message }];
  }
}

/** Prints findings. Returns how many are wrong. */
function report(title: string, findings: readonly Finding[]): number {
  say(bold(`\n${title}`));
  for (const { what, state, fix } of findings) {
    say(`  ${marks[state]} ${what}`);
    if (fix) say(dim(`      ${fix.replaceAll('\n', '\n      ')}`));
  }
  return findings.filter(({ state }) => state === 'wrong').length;
}
