import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModules } from '../../package/build-functions.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';

/** A function as apps have them, beside firebase-admin. */
const bare = `
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { onCall } from 'firebase-functions/https';

export const app = initializeApp();
export const db = getFirestore(app);
export const answer = onCall(async () => 'The moon pulls the water.');
`;

/** The same app, with Firemeter added, and a function that is metered. */
const metered = `
import { defineOperation, firemeter, perThousandTokens, z } from './dist/firemeter.js';
import { app } from './bare.js';
export * from './bare.js';

const ask = defineOperation({
  kind: 'ask',
  input: { question: z.string().min(1).max(2_000) },
  units: ['token'],
  runs: 'app',
  atMost: ({ question }) => ({ inputTokens: question.length, outputTokens: 1_000 }),
  promptOf: ({ question }) => question,
  sample: { input: { kind: 'ask', question: 'Why is the sky blue?' }, sources: [] },
});
const priced = { price: perThousandTokens(1, 2), cost: perThousandTokens(0.0003, 0.0025) };
const credits = firemeter({
  app,
  operations: [ask],
  catalog: { ask: { label: 'Answer', models: { thinker: { provider: 'house', id: 'thinker-1', ...priced } } } },
  welcome: { credits: 1_000, needsVerifiedEmail: false },
});
export const meteredAnswer = credits.onCall('ask', {}, async (_, meter) => {
  meter.used({ inputTokens: 5, outputTokens: 6 });
  return 'The moon pulls the water.';
});
export const { openAccount, expireStaleHolds } = credits.functions;
`;

/** The functions of a host app, before and after Firemeter is added, unbundled beside their packages. */
export interface HostApp {
  readonly bare: string;
  readonly metered: string;
  /** Runs a program in a process of its own. Returns what its last line prints. */
  run<T>(program: string, entry: string, env?: Readonly<Record<string, string>>): Promise<T>;
}

/** @param packages where the packages of a deployed function are installed */
export async function createHostApp(packages: string, signal: AbortSignal): Promise<HostApp> {
  const folder = join(packages, 'host-app');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await buildModules(join(folder, 'dist'));
  const paths = { bare: join(folder, 'bare.js'), metered: join(folder, 'metered.js') };
  await writeFile(paths.bare, bare);
  await writeFile(paths.metered, metered);
  return {
    ...paths,
    async run(program, entry, env = {}) {
      const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
      const { code, output } = await runToEnd(
        process.execPath,
        ['--input-type=module', '--eval', program, entry],
        {
          cwd: folder,
          env: { ...inherited, GCLOUD_PROJECT: 'demo-host-app', DIGEST_KEY: 'bench', ...env },
          signal,
        },
      );
      if (code !== 0) throw new Problem(`${entry} does not run:\n${output.slice(-1_500)}`);
      return JSON.parse(output.trim().split('\n').at(-1) ?? '');
    },
  };
}
