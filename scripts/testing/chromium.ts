import { existsSync } from 'node:fs';
import { bin, root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem, type Progress } from '../terminal.ts';

const debianChromium = '/usr/bin/chromium';

export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the distribution, which needs no download; `undefined` means Playwright's own. */
export function systemChromium(): string | undefined {
  return existsSync(debianChromium) ? debianChromium : undefined;
}

/** Makes sure there is a Chromium: Debian's where that can be had, else the one Playwright downloads. */
export async function ensureChromium(progress: Progress, signal: AbortSignal): Promise<void> {
  if (systemChromium()) return progress.note(debianChromium);
  if (await installFromDebian(progress, signal)) return progress.note(`${debianChromium}, just installed`);
  progress.note('asking Playwright');
  const { code, output } = await runToEnd(bin('playwright'), ['install', 'chromium'], { cwd: root, signal });
  if (code !== 0)
    throw new Problem(`No Chromium here, and Playwright could not install one:\n${output.trim()}`);
  progress.note("Playwright's");
}

async function installFromDebian(progress: Progress, signal: AbortSignal): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  progress.note('apt-get install chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  const first = await runToEnd('apt-get', install, { env, signal });
  if (first.code !== 0) {
    await runToEnd('apt-get', ['update'], { env, signal });
    await runToEnd('apt-get', install, { env, signal });
  }
  return systemChromium() !== undefined;
}
