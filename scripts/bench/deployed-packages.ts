import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem } from '../stack/terminal.ts';

const functions = join(root, 'functions');

/** Installs the packages that a deployed function has, which the workspaces' common `node_modules` differs from. */
export async function installAsDeployed(folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lockfile = await readFile(join(functions, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed.json');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lockfile) return;
  for (const file of ['package.json', 'package-lock.json'])
    await cp(join(functions, file), join(folder, file));
  const install = ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd('npm', install, { cwd: folder, signal });
  if (code !== 0) throw new Problem(`The functions' packages do not install:\n${output.slice(-800)}`);
  await writeFile(stamp, lockfile);
}
