import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, posix } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import { Problem } from '../../stack/terminal.ts';

export const unchanged = 'Nothing was changed.';
const packageName = '@firemeter/functions';
const MIN_NODE = 22;
const DEFAULT_DATABASE = '(default)';

/** The Firebase app in a folder, as its own files describe it. No code of it is run. Paths are relative to the folder. */
export interface HostApp {
  readonly folder: string;
  readonly functions: FunctionsFolder;
  /** The files of the database `(default)`, and where in firebase.json they are named. */
  readonly firestore: {
    readonly rules: string;
    readonly indexes: string;
    readonly at: readonly (string | number)[];
    readonly unnamed: readonly ('rules' | 'indexes')[];
  };
}

export interface FunctionsFolder {
  readonly source: string;
  readonly codebase: string;
  /** The file that exports the functions, as it is written: TypeScript before it is compiled. */
  readonly entry: string;
  readonly isModule: boolean;
  /** A file beside the entry that initializes firebase-admin with options. */
  readonly initializer: string | null;
  /** The absolute path of the installed package. */
  readonly installed: string;
}

interface FirebaseConfig {
  readonly functions?: FunctionsConfig | readonly FunctionsConfig[];
  readonly firestore?: FirestoreConfig | readonly FirestoreConfig[];
}

interface FunctionsConfig {
  readonly source?: string;
  readonly codebase?: string;
  readonly runtime?: string;
}

interface FirestoreConfig {
  readonly database?: string;
  readonly rules?: string;
  readonly indexes?: string;
}

interface Manifest {
  readonly type?: string;
  readonly main?: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Lets the developer choose one of several codebases. */
export type Choose = (names: readonly string[]) => Promise<string>;

/** Finds what Firemeter is added to. @throws Problem with what to do, when something is missing */
export async function findApp(
  folder: string,
  { codebase, choose }: { readonly codebase?: string | undefined; readonly choose: Choose },
): Promise<HostApp> {
  const text = await readFile(join(folder, 'firebase.json'), 'utf8').catch(() => {
    throw new Problem(
      `There is no firebase.json in ${folder}. Run this in the folder of your Firebase project, or make one with \`firebase init\`. ${unchanged}`,
    );
  });
  const config = readJson<FirebaseConfig>(text, 'firebase.json');
  const firestore = findFirestore(config);
  const functions = await findFunctions(folder, config, { codebase, choose });
  return { folder, functions, firestore };
}

/** Reads JSON with comments, as Firebase's tools do. */
export function readJson<T>(text: string, name: string): T {
  const errors: ParseError[] = [];
  const value: T = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof value !== 'object' || value === null)
    throw new Problem(`${name} is no valid JSON. ${unchanged}`);
  return value;
}

/** Finds the files of the database that Firemeter uses. @throws Problem when there is none by the name `(default)` */
export function findFirestore({ firestore }: FirebaseConfig): HostApp['firestore'] {
  const isDefault = ({ database = DEFAULT_DATABASE }: FirestoreConfig) => database === DEFAULT_DATABASE;
  const all = toList(firestore);
  const index = all.findIndex(isDefault);
  if (all.length > 0 && index < 0) {
    const names = all.map(({ database }) => database).join(', ');
    throw new Problem(
      `Firemeter keeps its documents in the database ${DEFAULT_DATABASE}, and firebase.json has only ${names}. Create ${DEFAULT_DATABASE}, and add it to \`firestore\` in firebase.json. ${unchanged}`,
    );
  }
  const found = all[index] ?? {};
  return {
    rules: found.rules ?? 'firestore.rules',
    indexes: found.indexes ?? 'firestore.indexes.json',
    at: Array.isArray(firestore) && index >= 0 ? ['firestore', index] : ['firestore'],
    unnamed: (['rules', 'indexes'] as const).filter((name) => found[name] === undefined),
  };
}

interface Codebase {
  readonly name: string;
  readonly source: string;
  readonly runtime: string | undefined;
}

/** Lists the codebases of functions that firebase.json names. */
export function listCodebases({ functions }: FirebaseConfig): Codebase[] {
  return toList(functions).map(({ codebase = 'default', source = 'functions', runtime }) => ({
    name: codebase,
    source,
    runtime,
  }));
}

async function findFunctions(
  folder: string,
  config: FirebaseConfig,
  { codebase, choose }: { readonly codebase?: string | undefined; readonly choose: Choose },
): Promise<FunctionsFolder> {
  const found: (Codebase & { readonly manifest: Manifest })[] = [];
  for (const one of listCodebases(config)) {
    const path = join(folder, one.source, 'package.json');
    if (!existsSync(path)) continue;
    const manifest: Manifest = readJson(await readFile(path, 'utf8'), `${one.source}/package.json`);
    found.push({ ...one, manifest });
  }
  if (found.length === 0) {
    throw new Problem(
      `firebase.json names no functions for Node.js. Run \`firebase init functions\` first, with JavaScript or TypeScript. ${unchanged}`,
    );
  }
  const names = found.map(({ name }) => name);
  if (codebase !== undefined && !names.includes(codebase)) {
    throw new Problem(
      `There is no codebase "${codebase}" in firebase.json, but ${names.join(', ')}. ${unchanged}`,
    );
  }
  // With several, the one in which the package was installed.
  const prepared = found.filter(({ manifest }) => manifest.dependencies?.[packageName]);
  const [only, ...others] = prepared.length > 0 ? prepared : found;
  const name = codebase ?? (only && others.length === 0 ? only.name : await choose(names));
  const chosen = found.find((one) => one.name === name);
  if (!chosen) throw new Problem(`There is no codebase "${name}". ${unchanged}`);
  const { source, runtime } = chosen;
  assertNode(source, runtime ?? chosen.manifest.engines?.node);
  const installed = findPackage(folder, source, chosen.manifest);
  return { source, codebase: name, installed, ...(await findEntry(folder, source, chosen.manifest)) };
}

function assertNode(source: string, version: string | undefined): void {
  const major = Number(version?.match(/\d+/)?.[0] ?? MIN_NODE);
  if (major >= MIN_NODE) return;
  throw new Problem(
    `The functions in ${source} run on Node ${major}, and Firemeter needs ${MIN_NODE} or later. Change \`engines.node\` in ${source}/package.json and \`runtime\` in firebase.json. ${unchanged}`,
  );
}

/** Returns the folder of the installed package, wherever workspaces put it. */
function findPackage(folder: string, source: string, { dependencies = {} }: Manifest): string {
  const install = `cd ${source} && ${installCommand(folder, source)} ${packageName}`;
  // What is deployed is installed from this file, even where a workspace has the package already.
  if (!dependencies[packageName]) {
    throw new Problem(
      `${packageName} is not among the dependencies in ${source}/package.json. Install it, then run this again:\n  ${install}\n${unchanged}`,
    );
  }
  try {
    const resolved = createRequire(join(folder, source, 'package.json')).resolve(
      `${packageName}/package.json`,
    );
    return dirname(resolved);
  } catch {
    throw new Problem(`${packageName} is not installed. Run this first:\n  ${install}\n${unchanged}`);
  }
}

function installCommand(folder: string, source: string): string {
  const has = (name: string) => [folder, join(folder, source)].some((one) => existsSync(join(one, name)));
  if (has('pnpm-lock.yaml')) return 'pnpm add';
  if (has('yarn.lock')) return 'yarn add';
  return has('bun.lock') ? 'bun add' : 'npm install';
}

type Entry = Pick<FunctionsFolder, 'entry' | 'isModule' | 'initializer'>;

/** Finds the file that exports the functions. The compiled one of TypeScript has its source beside `lib`, in `src`. */
async function findEntry(
  folder: string,
  source: string,
  { type, main = 'index.js' }: Manifest,
): Promise<Entry> {
  const isTypeScript = existsSync(join(folder, source, 'tsconfig.json'));
  const name = basename(main).replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = isTypeScript ? [`src/${name}`, name, main] : [main];
  const found = candidates.find((one) => existsSync(join(folder, source, one)));
  if (!found) {
    throw new Problem(
      `The file that exports your functions was looked for as ${candidates.map((one) => posix.join(source, one)).join(', ')}. Name it in \`main\` of ${source}/package.json. ${unchanged}`,
    );
  }
  const entry = posix.join(source, found);
  const isModule = /\.m[jt]s$/.test(found) || (type === 'module' && !/\.c[jt]s$/.test(found));
  const text = await readFile(join(folder, entry), 'utf8');
  // Modules run what they import first: by then, the app has not been initialized with its options.
  if (isModule && /\binitializeApp\(\s*[^)\s]/.test(text)) {
    throw new Problem(
      `${entry} calls initializeApp with options. Modules run their imports first, so Firemeter would start before it. Move the call into a file of its own, ${posix.join(dirname(entry), 'app')}${found.slice(found.lastIndexOf('.'))}, import that file in ${entry}, and run this again. ${unchanged}`,
    );
  }
  return { entry, isModule, initializer: await findInitializer(folder, entry) };
}

async function findInitializer(folder: string, entry: string): Promise<string | null> {
  const extension = entry.slice(entry.lastIndexOf('.'));
  for (const name of ['app', 'admin', 'firebase', 'firebase-admin']) {
    const path = posix.join(dirname(entry), `${name}${extension}`);
    const text = await readFile(join(folder, path), 'utf8').catch(() => '');
    if (/\binitializeApp\(/.test(text)) return path;
  }
  return null;
}

function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
