import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';
import { namesThatStay, retiredWords, stillOpen } from './retired-words.config.ts';

const configuration = 'scripts/testing/checks/retired-words.config.ts';

/** A retired word in the name of a file or in an identifier of it. */
interface Found {
  readonly file: string;
  readonly name: string;
  readonly word: string;
}

/**
 * Refuses retired words in identifiers and file names, outside of the folders that still use them.
 * @throws Problem that lists them, and the words that a folder has got rid of and is still open for
 */
export async function assertNoRetiredWords(signal: AbortSignal): Promise<void> {
  const listing = ['ls-files', '*.ts', '*.tsx', `:!${configuration}`];
  const { output } = await runToEnd('git', listing, { cwd: root, signal });
  const files = output.split('\n').filter(Boolean);
  const found = (await Promise.all(files.map(findInFile))).flat();
  const used = new Set(found.map(({ file, word }) => `${folderOf(file)} ${word}`));
  const isOpen = ({ file, word }: Found) => stillOpen[folderOf(file) ?? '']?.includes(word) ?? false;
  const faults = found.filter((one) => !isOpen(one)).map(describe);
  const done = Object.entries(stillOpen).flatMap(([folder, words]) =>
    words
      .filter((word) => !used.has(`${folder} ${word}`))
      .map((word) => `${folder} is free of "${word}": take it off the list`),
  );
  const problems = [...new Set([...faults, ...done])];
  if (problems.length > 0) throw new Problem(problems.join('\n'));
}

async function findInFile(file: string): Promise<Found[]> {
  const names = new Set([basename(file), ...identifiersIn(await readFile(`${root}/${file}`, 'utf8'))]);
  return [...names].flatMap((name) => findRetired(name).map((word) => ({ file, name, word })));
}

/** Returns the retired words that a name has among its parts. */
export function findRetired(name: string): string[] {
  if (namesThatStay.has(name)) return [];
  const parts = ` ${partsOf(name).join(' ')} `;
  return Object.keys(retiredWords).filter((word) => parts.includes(` ${word} `));
}

/** Takes a name apart: `takeOffAt`, `TAKE_OFF_AT` and `take-off-at.ts` are "take off at". */
function partsOf(name: string): string[] {
  const parts = name.replace(/\.\w+$/, '').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return parts.map((part) => part.toLowerCase());
}

/** Comments, texts and what stands between tags are prose: others read over those. */
const prose =
  /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|>[^<>{}=;()'"`/]*[<{]/g;

/** Returns the identifiers in a source. */
export function identifiersIn(source: string): Set<string> {
  return new Set(source.replace(prose, ' ').match(/(?<![\w$\\])[A-Za-z_$][\w$]*/g) ?? []);
}

/** Returns the longest folder of the list that a file is in. */
function folderOf(file: string): string | undefined {
  const folders = Object.keys(stillOpen).filter((folder) => file.startsWith(`${folder}/`));
  return folders.toSorted((one, other) => other.length - one.length)[0];
}

function describe({ file, name, word }: Found): string {
  return `${file}: "${word}" in ${name}: write ${retiredWords[word]}`;
}
