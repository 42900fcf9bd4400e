import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path/posix';
import { type ParseResult, parseSync } from 'oxc-parser';
import { root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';
import { importRules } from './import-directions.config.ts';

/** Which files a rule is about, and what they must not import: paths from the root of the repository, and packages. */
export interface ImportRule {
  readonly from: RegExp;
  /** Groups of `from` can be used as `$1`. */
  readonly refuses: string;
  /** Exceptions to what is refused. */
  readonly except?: string;
  readonly reason: string;
}

/**
 * Refuses imports against the directions in which folders may know each other.
 * @throws Problem that lists them
 */
export async function assertImportDirections(signal: AbortSignal): Promise<void> {
  const { output } = await runToEnd('git', ['ls-files', 'functions', 'web'], { cwd: root, signal });
  const files = output.split('\n').filter((file) => /\.tsx?$/.test(file));
  const faults = await Promise.all(files.map(findFaults));
  const problems = faults.flat();
  if (problems.length > 0) throw new Problem(problems.join('\n'));
}

async function findFaults(file: string): Promise<string[]> {
  const source = await readFile(join(root, file), 'utf8');
  return importsOf(file, source).flatMap((request) => {
    const reason = findViolation(file, request);
    return reason === null ? [] : [`${file} imports ${request}: ${reason}`];
  });
}

/** Returns why a file may not import a module, or null. */
export function findViolation(file: string, request: string): string | null {
  const target = request.startsWith('.') ? join(dirname(file), request) : request;
  for (const { from, refuses, except, reason } of importRules) {
    const match = from.exec(file);
    if (!match) continue;
    const fits = (pattern: string) => new RegExp(pattern.replaceAll('$1', match[1] ?? '')).test(target);
    if (fits(refuses) && !(except && fits(except))) return reason;
  }
  return null;
}

/** Returns the modules that a source imports. */
export function importsOf(file: string, source: string): string[] {
  const { module }: ParseResult = parseSync(file, source);
  const literals = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start, end));
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...literals.flatMap((literal) => /^['"](.*)['"]$/.exec(literal)?.[1] ?? []),
  ];
}
