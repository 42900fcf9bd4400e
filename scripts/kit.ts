/**
 * `npm run kit`: makes a small app with AI calls of its own in a temporary folder, adds the packed Firemeter to it as
 * docs/integration.md says, with `npx firemeter init`, starts it on emulators and checks that its calls are charged. Then
 * upgrades it under load, and rolls it back.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkApp } from './kit/check-app.ts';
import { compileTypes, createHostApp, installPackages, meterApp, runInit } from './kit/create-host-app.ts';
import { startHouseModels } from './kit/house-models.ts';
import { serveHostApp } from './kit/serve-host-app.ts';
import { servePage } from './kit/serve-page.ts';
import { checkUpgrade } from './kit/upgrade/check-upgrade.ts';
import { buildPackages } from './package/build-packages.ts';
import { findFirestoreEmulator } from './stack/emulators/firestore-emulator.ts';
import { freeOffset } from './stack/ports.ts';
import { stopSignal } from './stack/signals.ts';
import { fail, readArguments, say, step } from './stack/terminal.ts';
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
  await step('Installing the packages in it', () => installPackages(folder, packages, stopSignal));
  await step('Compiling against their types', () => compileTypes(folder, stopSignal));
  const firestore = await step('Firestore emulator', (progress) =>
    findFirestoreEmulator(progress, stopSignal),
  );
  const offset = await freeOffset(900);
  const serving = { folder, firestore, offset, signal: stopSignal };
  await step('npx firemeter init', async () => {
    await using emulator = await serveHostApp({ ...serving, only: ['firestore'] });
    await runInit(folder, `127.0.0.1:${emulator.ports.firestore}`, stopSignal);
  });
  const addedLines = await step('Metering its functions', () => meterApp(folder));
  await using models = await startHouseModels();
  await writeFile(join(folder, 'functions/.env'), `MODELS_ADDRESS=${models.address}\n`);
  await using app = await step('Starting the app on emulators', () =>
    serveHostApp({ ...serving, only: ['auth', 'firestore', 'functions'] }),
  );
  await using page = await step('Bundling its page', () => servePage(folder, app));
  await step('Chromium', (progress) => ensureChromium(progress, stopSignal));
  const tally = await checkApp({ app, models, addedLines, pageAddress: page.address });
  await checkUpgrade({ folder, app, modelsAddress: models.address, signal: stopSignal });
  return { ...tally, passed: tally.passed + 1 };
}
