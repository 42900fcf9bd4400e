import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { machineCache } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem, type Progress } from '../../stack/terminal.ts';

/**
 * What only the comparison needs, kept out of the project's own dependencies: the rate limiter brings a firebase-admin
 * of 2022 with it.
 */
const folder = join(machineCache, 'bench');
const packages = { pg: '^8.23.1', redis: '^6.3.1', 'firebase-functions-rate-limiter': '^3.9.1' };
type Package = keyof typeof packages;

const require = createRequire(join(folder, 'package.json'));

export function hasTool(name: Package): boolean {
  return existsSync(join(folder, 'node_modules', name));
}

export async function loadTool<T>(name: Package): Promise<T> {
  return require(name) as T;
}

/** Where a server's program is, in PATH or where Debian puts it. */
export function programPath(name: string): string | undefined {
  const debianPostgres = [18, 17, 16, 15, 14, 13].map((version) => `/usr/lib/postgresql/${version}/bin`);
  const folders = [...debianPostgres, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((place) => join(place, name)).find((path) => existsSync(path));
}

/** Installs what the comparison runs against: the servers with apt-get, the packages with npm. */
export async function installTools(progress: Progress, signal: AbortSignal): Promise<void> {
  progress.note('PostgreSQL and Redis, with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) => runToEnd('apt-get', args, { env, signal });
  await apt('update');
  const servers = await apt('install', '-y', '--no-install-recommends', 'postgresql', 'redis-server');
  if (servers.code !== 0) {
    throw new Problem(`apt-get could not install PostgreSQL and Redis:\n${servers.output.slice(-800)}`);
  }
  progress.note('their clients and the rate limiter, with npm');
  await mkdir(folder, { recursive: true });
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const settings = ['--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps'];
  const npm = await runToEnd('npm', ['install', '--prefix', folder, ...settings, ...wanted], { signal });
  if (npm.code !== 0) throw new Problem(`npm could not install the clients:\n${npm.output.slice(-800)}`);
}
