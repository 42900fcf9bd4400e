import { existsSync } from 'node:fs';
import { bin, root } from '../stack/paths.ts';
import { runToEnd } from '../stack/processes.ts';
import { Problem, type Progress } from '../stack/terminal.ts';

/** Debian's packages. The shell draws nothing for a screen, as Playwright's own does, for about half of the work. */
const packages = ['chromium-headless-shell', 'chromium'] as const;

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the distribution, which needs no download; `undefined` means Playwright's own. */
function systemChromium(): string | undefined {
  return packages.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));
}

/** Returns how Playwright starts the browser that is there. */
export function chromiumOptions(...more: string[]): { executablePath?: string; args: string[] } {
  const executablePath = systemChromium();
  return { ...(executablePath && { executablePath }), args: [...chromiumArguments, ...more] };
}

/** Makes sure there is a Chromium: Debian's where that can be had, else the one Playwright downloads. */
export async function ensureChromium(progress: Progress, signal: AbortSignal): Promise<void> {
  const present = systemChromium();
  if (present) return progress.note(present);
  if (await installFromDebian(progress, signal)) return progress.note(`${systemChromium()}, just installed`);
  progress.note('asking Playwright');
  const { code, output } = await runToEnd(bin('playwright'), ['install', 'chromium'], { cwd: root, signal });
  if (code !== 0)
    throw new Problem(`No Chromium here, and Playwright could not install one:\n${output.trim()}`);
  progress.note("Playwright's");
}

async function installFromDebian(progress: Progress, signal: AbortSignal): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const installAny = async () => {
    for (const name of packages) {
      progress.note(`apt-get install ${name}`);
      await runToEnd('apt-get', ['install', '-y', '--no-install-recommends', name], { env, signal });
      if (systemChromium()) return true;
    }
    return false;
  };
  if (await installAny()) return true;
  await runToEnd('apt-get', ['update'], { env, signal });
  return installAny();
}
