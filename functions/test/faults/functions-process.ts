import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { functionsBundle } from '../../../scripts/stack/build.ts';
import type { RequestOf, ResponseOf, WireError } from '../../src/contract/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const START_DEADLINE_MS = 90_000;

export type Answer =
  | { readonly kind: 'done'; readonly response: ResponseOf<'generate'> }
  | { readonly kind: 'refused'; readonly code: string }
  /** The connection broke: the client cannot know what came of it. */
  | { readonly kind: 'lost' };

/** The functions built as they are deployed, in a folder of their own. */
export async function buildFunctions(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'firemeter-functions-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module","main":"index.js"}');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({ ...functionsBundle, outdir: folder, sourcemap: false });
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

  static async start(folder: string, signal: AbortSignal): Promise<FunctionsProcess> {
    const port = await freePort();
    const framework = join(root, 'node_modules/.bin/functions-framework');
    const child = spawn(process.execPath, [framework, `--port=${port}`], {
      cwd: folder,
      env: {
        ...process.env,
        FUNCTION_TARGET: 'generate',
        FUNCTION_SIGNATURE_TYPE: 'http',
        GCLOUD_PROJECT: projectId(),
        DIGEST_KEY: 'test-key',
        OPENAI_API_KEY: '',
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
        // As the Functions emulator does: tokens of the demo project bear no signature.
        FIREBASE_DEBUG_MODE: 'true',
        FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
      },
      stdio: 'ignore',
    });
    const started = new FunctionsProcess(child, `http://127.0.0.1:${port}/`);
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

  async generate(uid: string, request: RequestOf<'generate'>): Promise<Answer> {
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
    while (performance.now() < untilMs && this.#child.exitCode === null) {
      const answer = await fetch(this.#address, { method: 'OPTIONS' }).then(Boolean, () => false);
      if (answer) return;
      await sleep(50);
    }
    this.#child.kill('SIGKILL');
    throw new Error('generate does not answer under functions-framework');
  }
}

interface Body {
  readonly result?: ResponseOf<'generate'>;
  readonly error?: { readonly details?: WireError };
}

function projectId(): string {
  return process.env.GCLOUD_PROJECT ?? 'demo-firemeter';
}

function tokenOf(uid: string): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = {
    sub: uid,
    user_id: uid,
    email: `${uid}@example.com`,
    email_verified: true,
    aud: projectId(),
    iss: `https://securetoken.google.com/${projectId()}`,
    iat: nowS,
    exp: nowS + 3_600,
    firebase: { sign_in_provider: 'password', identities: {} },
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
