import { runToEnd } from '../../stack/processes.ts';
import { type Finding, ok, open, wrong } from './finding.ts';

const MIN_JAVA = 21;
const MIN_FIREBASE = 13;
const FIREBASE = 'firebase --version';

/** Checks what the emulators and a deployment need on this machine. */
export async function checkMachine(): Promise<Finding[]> {
  const [firebase, java] = await Promise.all([checkFirebase(), majorOf('java', ['-version'])]);
  return [
    ok(`Node ${process.versions.node}`),
    firebase,
    java >= MIN_JAVA || process.env.FIRESTORE_EMULATOR_HOST
      ? ok('A Firestore emulator can run')
      : open('No Java 21, which the Firestore emulator needs', 'Install it from https://adoptium.net'),
  ];
}

/** Takes any command that answers. Only a plain version can be too old: a script around it prints what it likes. */
async function checkFirebase(): Promise<Finding> {
  const [command = '', ...args] = FIREBASE.split(' ');
  const { code, output } = await runToEnd(command, args);
  const answer = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0)
    return wrong(`\`${FIREBASE}\` fails: ${answer}`, 'npm install -g firebase-tools, or add it to PATH');
  const version = answer.match(/^v?(\d+)\.\d+\.\d+$/);
  if (version && Number(version[1]) < MIN_FIREBASE)
    return wrong(`firebase-tools ${answer} is old (\`${FIREBASE}\`)`, 'npm install -g firebase-tools');
  return ok(`firebase-tools${answer ? ` ${answer}` : ''} (\`${FIREBASE}\`)`);
}

/** Returns the first number that a command prints; 0: there is no such command. */
async function majorOf(command: string, args: readonly string[]): Promise<number> {
  const { code, output } = await runToEnd(command, args);
  return code === 0 ? Number(output.match(/\d+/)?.[0] ?? 0) : 0;
}
