import { runToEnd } from '../../stack/processes.ts';
import { type Finding, ok, open, wrong } from './finding.ts';

const MIN_JAVA = 21;
const MIN_FIREBASE = 13;

/** Checks what the emulators and a deployment need on this machine. */
export async function checkMachine(): Promise<Finding[]> {
  const [firebase, java] = await Promise.all([
    majorOf('firebase', ['--version']),
    majorOf('java', ['-version']),
  ]);
  return [
    ok(`Node ${process.versions.node}`),
    firebase >= MIN_FIREBASE
      ? ok(`firebase-tools ${firebase}`)
      : wrong(
          firebase ? `firebase-tools ${firebase} is old` : 'No firebase-tools',
          'npm install -g firebase-tools',
        ),
    java >= MIN_JAVA || process.env.FIRESTORE_EMULATOR_HOST
      ? ok('A Firestore emulator can run')
      : open('No Java 21, which the Firestore emulator needs', 'Install it from https://adoptium.net'),
  ];
}

/** Returns the first number that a command prints; 0: there is no such command. */
async function majorOf(command: string, args: readonly string[]): Promise<number> {
  const { code, output } = await runToEnd(command, args);
  return code === 0 ? Number(output.match(/\d+/)?.[0] ?? 0) : 0;
}
