import { spawn } from 'node:child_process';

/** Of what a program complains: as much of the end as tells why. */
const MAX_STDERR_CHARACTERS = 64 * 1024;
const DEFAULT_DEADLINE_MS = 120_000;
const MAX_STDOUT_BYTES = 256 * 1024 * 1024;

export interface FfmpegOptions {
  readonly abortSignal?: AbortSignal | undefined;
  /** Milliseconds before it is killed; two minutes unless told. */
  readonly deadlineMs?: number;
  /** Given on standard input, `pipe:0`. */
  readonly input?: Uint8Array;
  /** Milliseconds of the output that are made. Must not throw. */
  onTimeMs?(timeMs: number): void;
}

export interface FfmpegResult {
  /** What was written to `pipe:1`. */
  readonly stdout: Buffer;
  /** The end of what it told. */
  readonly stderr: string;
}

/** ffmpeg ended with an error, or was killed because it took too long or wrote too much. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  /** Null: killed. */
  readonly exitCode: number | null;

  constructor(message: string, { exitCode, stderr }: { exitCode: number | null; stderr: string }) {
    super(`${message}\n${stderr.slice(-2_000)}`);
    this.exitCode = exitCode;
  }
}

/**
 * Runs ffmpeg, without a shell and without our environment. When it resolves or rejects, the process is gone.
 * @throws FfmpegError; the signal's reason
 */
export async function runFfmpeg(args: readonly string[], options: FfmpegOptions = {}): Promise<FfmpegResult> {
  const { abortSignal, deadlineMs = DEFAULT_DEADLINE_MS, input, onTimeMs } = options;
  const program = await ffmpegPath();
  abortSignal?.throwIfAborted();
  const child = spawn(
    program,
    ['-hide_banner', '-nostdin', '-nostats', ...(onTimeMs ? ['-progress', 'pipe:3'] : []), ...args],
    { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe', onTimeMs ? 'pipe' : 'ignore'], env: {} },
  );
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  let stderr = '';
  let killedFor: string | undefined;
  const kill = (reason: string) => {
    killedFor ??= reason;
    child.kill('SIGKILL');
  };
  child.stdout?.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes > MAX_STDOUT_BYTES) return kill('ffmpeg wrote too much.');
    stdout.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('latin1')).slice(-MAX_STDERR_CHARACTERS);
  });
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    // Named so, yet in microseconds.
    const time = chunk
      .toString('latin1')
      .match(/out_time_ms=(\d+)/g)
      ?.at(-1);
    if (time) onTimeMs?.(Number(time.slice('out_time_ms='.length)) / 1_000);
  });
  // One that ends before it has read everything says why on stderr.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const timer = setTimeout(() => kill('ffmpeg took too long.'), deadlineMs);
  const onAbort = () => kill('Stopped.');
  abortSignal?.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await closed;
    abortSignal?.throwIfAborted();
    if (killedFor || code !== 0) {
      throw new FfmpegError(killedFor ?? `ffmpeg ended with ${code}.`, { exitCode: code, stderr });
    }
    return { stdout: Buffer.concat(stdout), stderr };
  } finally {
    clearTimeout(timer);
    abortSignal?.removeEventListener('abort', onAbort);
  }
}

let path: Promise<string> | undefined;

/** Looked for at the first use: most processes never need it. */
function ffmpegPath(): Promise<string> {
  path ??= import('@ffmpeg-installer/ffmpeg').then((installer) => installer.default.path);
  return path;
}
