import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { root } from '../stack/paths.ts';
import { bold, dim, say } from '../stack/terminal.ts';
import { type ArmName, armNames } from './arms/arm.ts';
import { type Figure, format, type Part } from './figures.ts';
import { type Lab, roundTripMs } from './lab.ts';
import { programPath } from './servers/tools.ts';

const folder = join(root, 'docs/benchmarks');

export interface Results {
  readonly measuredAt: string;
  readonly minutes: number;
  readonly size: 'full' | 'quick';
  readonly place: Place;
  readonly skipped: readonly string[];
  readonly parts: readonly Part[];
}

interface Place {
  readonly emulator: string;
  readonly machine: string;
  readonly node: string;
  readonly servers: readonly string[];
  readonly commit: string;
}

export function placeOf(lab: Lab): Place {
  const [cpu] = cpus();
  const memoryGiB = Math.round(totalmem() / 1024 ** 3);
  const version = (program: string) => {
    const path = programPath(program);
    return path ? firstLine(path, '--version') : null;
  };
  const { kind, path } = lab.emulator;
  return {
    emulator:
      kind === 'jar'
        ? `the official Firestore emulator (${path.split('/').at(-1)})`
        : firstLine(path, '--version'),
    machine: `${cpus().length} cores (${cpu?.model.trim()}), ${memoryGiB} GiB, ${platform()} ${release()} ${arch()}`,
    node: process.version,
    servers: [version('postgres'), version('redis-server')].filter((text) => text !== null),
    commit: firstLine('git', 'rev-parse', '--short', 'HEAD'),
  };
}

function firstLine(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim().split('\n')[0] ?? '';
}

/** Prints everything as one table. */
export function printTable({ parts }: Pick<Results, 'parts'>): void {
  const names = armsIn(parts);
  const rows = parts.flatMap(({ figures }) => figures.map((figure) => cellsOf(figure, names, colored)));
  const header = ['', ...names, 'target', ''];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => stripVTControlCharacters(row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - stripVTControlCharacters(cell).length);
        const isNumber = column > 0 && column <= names.length;
        return isNumber ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  say(`\n${bold(line(header))}`);
  for (const { title, figures } of parts) {
    say(`\n${bold(title)}`);
    for (const figure of figures) say(line(cellsOf(figure, names, colored)));
  }
  const targets = parts.flatMap(({ figures }) => figures.flatMap(({ target }) => target ?? []));
  const met = targets.filter(({ isMet }) => isMet).length;
  const unknown = targets.filter(({ isMet }) => isMet === null).length;
  say(
    `\n${met} of ${targets.length} targets met${unknown > 0 ? `, ${unknown} could not be judged: what they compare with was skipped` : ''}`,
  );
}

/** Writes what was measured, for machines and for people. */
export async function write(results: Results): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), pageOf(results));
  say(dim('\nWritten to docs/benchmarks/README.md and results.json'));
}

function pageOf({ measuredAt, minutes, size, place, skipped, parts }: Results): string {
  const table = (part: Part) => {
    const names = armsIn([part]);
    const header = ['', ...names, 'target', ''];
    return [
      `| ${header.join(' | ')} |`,
      `| --- |${names.map(() => ' ---: |').join('')} --- | --- |`,
      ...part.figures.map((figure) => `| ${cellsOf(figure, names, plain).join(' | ')} |`),
    ].join('\n');
  };
  const sections = parts.map((part) =>
    [`## ${part.title}`, table(part), ...part.notes.map((note) => `- ${note}`)].join('\n\n'),
  );
  return `${[
    '# Benchmarks',
    `Written by \`npm run bench\`; every figure on this page was measured in one run of ${minutes.toFixed(1)} minutes that ended at ${measuredAt}${size === 'quick' ? ' (a quick look: few rounds)' : ''}. Nothing is copied from elsewhere.`,
    [
      `- Store: ${place.emulator}, in memory, on the same machine. **Contention is the emulator's**: production locks, queues and retries with other timings. What carries over is beside every time: remote calls, documents read and written.`,
      `- Machine: ${place.machine}. Node ${place.node}. Commit ${place.commit}.`,
      `- Compared with: ${place.servers.join('; ')}${skipped.length > 0 ? `; ${skipped.join('; ')}` : ''}.`,
      `- Arms take turns, in slices of about a second, so that whatever else the machine does falls on all alike: trust ratios before times. With "${roundTripMs} ms a trip", every byte between client and server arrives ${roundTripMs / 2} ms later, either way, for every arm.`,
      '- The emulator forgets everything when it ends; PostgreSQL (`fsync`, `synchronous_commit`) and Redis (`appendfsync always`) are on the disk before they answer. Firestore in production is durable too, and pays for it with the round trip, which is what the added milliseconds stand for.',
    ].join('\n'),
    '## The arms',
    [
      '- **Firemeter**: the engine in `functions/src/meter`, with the commands that `generate` gives it: a hold, then a capture with the result.',
      '- **textbook**: each request one transaction: one `getAll` of account, limit and prices; writes account, limit, log and activity together. The end is a transaction too: reads the activity, writes it and the result.',
      '- **naive**: one awaited call after the other: three reads, a transaction for the limit, one for the credits, two log writes; at the end two more.',
      '- **rate limiter**: `firebase-functions-rate-limiter` on Firestore, then a transaction that deducts.',
      '- **PostgreSQL**: a function that locks the row of the account, 16 connections. **Redis**: a Lua script.',
      `- All check a limit and a balance on every request, and store the same activity and result. The code is in \`scripts/bench/arms\`.`,
    ].join('\n'),
    ...sections,
  ].join('\n\n')}\n`;
}

function armsIn(parts: readonly Part[]): ArmName[] {
  const measured = new Set(
    parts.flatMap(({ figures }) => figures.flatMap(({ values }) => Object.keys(values))),
  );
  return armNames.filter((name) => measured.has(name));
}

type Style = (mark: string, isMet: boolean | null) => string;
const plain: Style = (mark) => mark;
const colored: Style = (mark, isMet) =>
  isMet === null ? dim(mark) : styleText(isMet ? 'green' : 'red', mark);

function cellsOf({ what, unit, values, target }: Figure, names: readonly ArmName[], style: Style): string[] {
  const cells = names.map((name) => {
    const value = values[name];
    return value === undefined ? '' : format(value, unit);
  });
  const mark = target ? (target.isMet === null ? '?' : target.isMet ? '✓' : '✗') : '';
  return [what, ...cells, target?.text ?? '', mark && style(mark, target?.isMet ?? null)];
}
