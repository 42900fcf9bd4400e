import { type ParseArgsConfig, parseArgs, styleText } from 'node:util';

const isInteractive = Boolean(process.stdout.isTTY) && !process.env.CI;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

let stepsShown = 0;

export const bold = (text: string) => styleText('bold', text);
export const dim = (text: string) => styleText('dim', text);

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export interface Progress {
  /** Replaces what is shown beside the running step. */
  note(text: string): void;
}

/** Runs one named step, showing that it runs, then how it ended and how long it took. */
export async function step<T>(name: string, work: (progress: Progress) => Promise<T> | T): Promise<T> {
  const startedMs = performance.now();
  const line = liveLine(name, startedMs);
  let note = '';
  try {
    const result = await work({
      note(text) {
        note = text;
        line.update(text);
      },
    });
    line.end(`${styleText('green', '✓')} ${name}${aside(note)} ${dim(seconds(startedMs))}`);
    return result;
  } catch (error) {
    line.end(`${styleText('red', '✗')} ${name}${aside(note)} ${dim(seconds(startedMs))}`);
    throw error;
  }
}

/** Something foreseen: its message alone tells the person what to do, a stack would only be in the way. */
export class Problem extends Error {}

/** The command line as `util.parseArgs` reads it; what it cannot read becomes a `Problem`. */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
}

/** Prints what went wrong and sets the exit code. */
export function fail(error: unknown): void {
  const text = error instanceof Error && !(error instanceof Problem) ? error.stack : undefined;
  process.stderr.write(
    `\n${styleText('red', text ?? String(error instanceof Error ? error.message : error))}\n`,
  );
  process.exitCode = 1;
}

function liveLine(name: string, startedMs: number) {
  if (!isInteractive) {
    let lastNote = '';
    const every = setInterval(() => {
      if (lastNote) say(`  … ${name}${aside(lastNote)} ${dim(seconds(startedMs))}`);
    }, 15_000).unref();
    return {
      update(note: string) {
        lastNote = note;
      },
      end(text: string) {
        clearInterval(every);
        say(text);
      },
    };
  }
  let note = '';
  let frame = 0;
  const depth = ++stepsShown;
  const draw = () => {
    // A step within it has the line.
    if (depth < stepsShown) return;
    frame = (frame + 1) % frames.length;
    const width = (process.stdout.columns ?? 80) - 1;
    const text = `${frames[frame]} ${name}${note && ` · ${note}`} ${seconds(startedMs)}`;
    process.stdout.write(`\r\x1b[2K${text.slice(0, width)}`);
  };
  draw();
  const every = setInterval(draw, 100);
  return {
    update(text: string) {
      note = text;
    },
    end(text: string) {
      clearInterval(every);
      stepsShown--;
      process.stdout.write(`\r\x1b[2K${text}\n`);
    },
  };
}

function aside(note: string): string {
  return note ? ` ${dim(`· ${note}`)}` : '';
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
