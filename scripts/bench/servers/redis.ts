import { Problem } from '../../stack/terminal.ts';
import { ownerNamed, type Server, startServer, temporaryFolder } from './server.ts';
import { programPath } from './tools.ts';

/** A server of its own that writes every command to disk before it answers. */
export async function startRedis(): Promise<Server> {
  await using started = new AsyncDisposableStack();
  const command = programPath('redis-server');
  if (!command) throw new Problem('Redis is not installed');
  const owner = await ownerNamed('redis');
  const folder = started.use(await temporaryFolder(owner));
  const settings = ['--bind', '127.0.0.1', '--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  const server = started.use(
    await startServer({
      command,
      args: (port) => ['--port', String(port), '--dir', folder.path, ...settings],
      owner,
      cwd: folder.path,
    }),
  );
  const running = started.move();
  return { address: server.address, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
