import { join } from 'node:path';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';
import { ownerNamed, type Server, startServer, temporaryFolder } from './server.ts';
import { programPath } from './tools.ts';

/** A cluster of its own, durable as it comes: a commit has answered when it is on the disk. */
export async function startPostgres(): Promise<Server> {
  await using started = new AsyncDisposableStack();
  const [initdb, postgres] = [programPath('initdb'), programPath('postgres')];
  if (!initdb || !postgres) throw new Problem('PostgreSQL is not installed');
  const owner = await ownerNamed('postgres');
  const folder = started.use(await temporaryFolder(owner));
  const data = join(folder.path, 'data');
  const init = ['-D', data, '-U', 'bench', '--auth=trust', '--encoding=UTF8', '--no-locale'];
  const made = await runToEnd(initdb, init, { cwd: folder.path, ...owner });
  if (made.code !== 0) throw new Problem(`initdb failed:\n${made.output}`);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder.path,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '100',
    shared_buffers: '256MB',
    // Checkpoints of a long run would otherwise fall into one arm's slice.
    max_wal_size: '4GB',
  };
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = started.use(
    await startServer({
      command: postgres,
      args: (port) => ['-D', data, '-p', String(port), ...set],
      owner,
      cwd: folder.path,
    }),
  );
  const running = started.move();
  return { address: server.address, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
