import { spawn } from 'node:child_process';

/** The kept length of the end of a program's error output: enough to show the cause. */
const MAX_STDERR_CHARACTERS = 64 * 1024;
const DEFAULT_DEADLINE_MS = 120_000;
const MAX_STDOUT_BYTES = 256 * 1024 * 1024;

export interface FfmpegOptions {
  readonly abortSignal?: AbortSignal | undefined;
  /** The time after which ffmpeg is killed, in milliseconds; two minutes by default. */
  readonly deadlineMs?: number;
  /** Passed on standard input, `pipe:0`. */
  readonly input?: Uint8Array;
  /** Reports the milliseconds of output made so far. Must not throw. */
  onTimeMs?(timeMs: number): void;
}

export interface FfmpegResult {
  /** The output on `pipe:1`. */
  readonly stdout: Buffer;
  /** The end of the error output. */
  readonly stderr: string;
}

/** ffmpeg failed, or was killed because it took too long or wrote too much. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  /** Null if it was killed. */
  readonly exitCode: number | null;

  constructor(message: string, { exitCode, stderr }: { exitCode: number | null; stderr: string }) {
    super(`${message}\n${stderr.slice(-2_000)}`);
    this.exitCode = exitCode;
  }
}

/**
 * Runs ffmpeg without a shell and without our environment variables. When this resolves or rejects, the process has
 * ended.
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
    // In microseconds, despite its name.
    const time = chunk
      .toString('latin1')
      .match(/out_time_ms=(\d+)/g)
      ?.at(-1);
    if (time) onTimeMs?.(Number(time.slice('out_time_ms='.length)) / 1_000);
  });
  // A process that ends before it has read all input reports the cause on stderr.
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

/** Located on first use, because most processes never need it. */
function ffmpegPath(): Promise<string> {
  path ??= import('@ffmpeg-installer/ffmpeg').then((installer) => installer.default.path);
  return path;
}
