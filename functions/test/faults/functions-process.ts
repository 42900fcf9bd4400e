import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answersBefore,
  buildFunctionsIn,
  frameworkEnv,
  tokenOf,
} from '../../../scripts/stack/emulators/functions-framework.ts';
import { bin } from '../../../scripts/stack/paths.ts';
import type { RequestOf, ResponseOf, WireError } from '../../src/contract/index.ts';
import { ensureUser } from '../support/auth-users.ts';
import { standInEnv } from '../support/backend.ts';

const START_DEADLINE_MS = 90_000;

export type Answer =
  | { readonly kind: 'done'; readonly response: ResponseOf<'generate'> }
  | { readonly kind: 'refused'; readonly code: string }
  /** The connection broke: the client cannot know what came of it. */
  | { readonly kind: 'lost' };

/** The functions built as they are deployed, in a folder of their own. */
export async function buildFunctions(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-functions-'));
  await buildFunctionsIn(folder);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** A process that serves `generate` under what Cloud Functions itself runs. */
export class FunctionsProcess {
  readonly #child: ChildProcess;
  readonly #address: string;
  inFlight = 0;
  answered = 0;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.#address = address;
  }

  /** All that it has written to its log. */
  logged = '';

  static async start(
    folder: string,
    signal: AbortSignal,
    env: NodeJS.ProcessEnv = {},
  ): Promise<FunctionsProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [bin('functions-framework'), `--port=${port}`], {
      cwd: folder,
      env: {
        ...frameworkEnv('generate'),
        ...standInEnv,
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new FunctionsProcess(child, `http://127.0.0.1:${port}/`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        started.logged += chunk;
      });
    }
    signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    await started.#untilItAnswers();
    return started;
  }

  /** Ends it as the kernel would: nothing of it runs any more, not one line. */
  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Sends anything, as a client that is not ours might. */
  async send(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(this.#address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  async generate(uid: string, request: RequestOf<'generate'>): Promise<Answer> {
    await ensureUser(uid);
    this.inFlight++;
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(uid)}` },
        body: JSON.stringify({ data: request }),
      });
      const { result, error } = (await response.json()) as Body;
      this.answered++;
      if (result) return { kind: 'done', response: result };
      return { kind: 'refused', code: error?.details?.code ?? `HTTP ${response.status}` };
    } catch {
      return { kind: 'lost' };
    } finally {
      this.inFlight--;
    }
  }

  async #untilItAnswers(): Promise<void> {
    const untilMs = performance.now() + START_DEADLINE_MS;
    const isOver = () => performance.now() > untilMs || this.#child.exitCode !== null;
    if (await answersBefore(this.#address, isOver)) return;
    this.#child.kill('SIGKILL');
    throw new Error('generate does not answer under functions-framework');
  }
}

interface Body {
  readonly result?: ResponseOf<'generate'>;
  readonly error?: { readonly details?: WireError };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
