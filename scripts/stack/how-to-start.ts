import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Says how the emulators of the app in this folder are started: Firemeter's own, or an app that it was added to. */
export function howToStart(folder = process.cwd()): string {
  return existsSync(join(folder, 'scripts/start.ts'))
    ? 'Start Firemeter first (npm start), or name its --port-offset.'
    : 'Start the emulators with `firebase emulators:start`. Run this in the folder of your firebase.json, because it takes the ports from `emulators` there. --port-offset moves all of them.';
}
