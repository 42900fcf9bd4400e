/**
 * `npm run kit`: makes a small app with AI calls of its own in a temporary folder, adds the packed Firemeter to it as
 * docs/integration.md says, starts it on emulators and checks that its calls are charged.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkApp } from './kit/check-app.ts';
import { addFiremeter, createHostApp } from './kit/create-host-app.ts';
import { startHouseModels } from './kit/house-models.ts';
import { serveHostApp } from './kit/serve-host-app.ts';
import { servePage } from './kit/serve-page.ts';
import { buildPackages } from './package/build-packages.ts';
import { findFirestoreEmulator } from './stack/firestore-emulator.ts';
import { freeOffset } from './stack/ports.ts';
import { stopSignal } from './stack/signals.ts';
import { fail, readArguments, say, step } from './terminal.ts';
import { ensureChromium } from './testing/chromium.ts';

try {
  const { values } = readArguments({ options: { keep: { type: 'boolean' } } });
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-kit-'));
  try {
    const tally = await run(folder);
    say(`\n${tally.passed} passed, ${tally.failed} failed`);
    if (tally.failed > 0) process.exitCode = 1;
  } finally {
    if (values.keep) say(`The app is in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
} catch (error) {
  if (stopSignal.aborted) process.exitCode = 130;
  else fail(error);
}

async function run(folder: string) {
  const packages = await buildPackages();
  await step('Creating an app', () => createHostApp(folder, stopSignal));
  const addedLines = await step('Adding Firemeter to it', () => addFiremeter(folder, packages, stopSignal));
  const firestore = await step('Firestore emulator', (progress) =>
    findFirestoreEmulator(progress, stopSignal),
  );
  const offset = await freeOffset(900);
  await using models = await startHouseModels();
  await using app = await step('Starting the app on emulators', () =>
    serveHostApp({ folder, firestore, offset, modelsAddress: models.address, signal: stopSignal }),
  );
  await using page = await step('Bundling its page', () => servePage(folder, app));
  await step('Chromium', (progress) => ensureChromium(progress, stopSignal));
  return await checkApp({ app, models, addedLines, pageAddress: page.address });
}
