import { chmod, mkdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { styleText } from 'node:util';
import { confirm, isCancel, select } from '@clack/prompts';
import { createTwoFilesPatch } from 'diff';
import { runToEnd } from '../../stack/processes.ts';
import { Problem, say, step } from '../../stack/terminal.ts';
import { attackRules } from './attack-rules.ts';
import { findApp, type HostApp, unchanged } from './find-app.ts';
import type { NamedGroup } from './own-files.ts';
import { type Change, planInit, readText, secretFile } from './plan.ts';
import { planUndo } from './plan-undo.ts';
import { readRecord, recordPath } from './record.ts';

const MAX_SHOWN_LINES = 40;
/** The exit code of `git check-ignore`. */
const NOT_IGNORED = 1;
const guide = 'https://github.com/firemeter/firemeter/blob/main/docs/integration.md';
const appCheckGuide = 'https://firebase.google.com/docs/app-check';

export interface InitOptions {
  readonly folder: string;
  readonly codebase?: string | undefined;
  readonly groups?: readonly NamedGroup[] | undefined;
  readonly prefix?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly undo?: boolean | undefined;
  /** Shows every line that changes, however many there are. */
  readonly show?: boolean | undefined;
  /** Where the rules are attacked. */
  readonly emulator?: string | undefined;
  /** False: the rules are merged without an attack. */
  readonly attack?: boolean | undefined;
}

/** Adds Firemeter to the Firebase app in a folder: everything, or nothing. */
export async function init(options: InitOptions): Promise<void> {
  const { folder, emulator, attack = true } = options;
  const record = readRecord(await readText(folder, recordPath));
  if (record && (options.codebase ?? record.codebase) !== record.codebase) {
    throw new Problem(
      `Firemeter is in the codebase "${record.codebase}". To move it to another, undo first (npx firemeter init --undo). ${unchanged}`,
    );
  }
  const app = await findApp(folder, {
    codebase: options.codebase ?? record?.codebase,
    choose: chooseCodebase,
  });
  const prefix = options.prefix ?? record?.prefix ?? '';
  if (record && prefix !== record.prefix) {
    throw new Problem(
      `This app has the prefix "${record.prefix}". Documents don't move to another: undo first (npx firemeter init --undo), then start with the new one. ${unchanged}`,
    );
  }
  const groups = [...new Set([...(record?.groups ?? []), ...(options.groups ?? [])])];
  const changes = await planInit(app, { record, prefix, groups });
  if (attack) await tryRules(app, { changes, emulator, prefix });
  if (changes.length === 0) {
    say('Firemeter is in this app already. Nothing was changed.');
    return;
  }
  show(changes, options);
  await warnOfSecret(folder, changes);
  await ask(options, 'Write these files?');
  await write(folder, changes);
  say(nextSteps(app, attack));
  const code = (await readText(folder, creditsPath(app))) ?? '';
  if (groups.some((name) => !code.includes(`'${name}'`) && !code.includes(`"${name}"`)))
    say(`To turn the groups on, write groups: ['${groups.join("', '")}'] in ${creditsPath(app)}.`);
}

/** Takes Firemeter out of the app again. */
export async function undoInit(options: InitOptions): Promise<void> {
  const { folder } = options;
  const record = readRecord(await readText(folder, recordPath));
  if (!record) throw new Problem(`There is no ${recordPath}, so there is nothing to undo.`);
  const changes = await planUndo(folder, record);
  show(changes, options);
  await ask(options, 'Undo these changes?');
  await write(folder, changes);
  const gone = new Set(changes.filter(({ after }) => after === null).map(({ path }) => path));
  const kept = Object.entries(record.files).filter(([path, { undo }]) => undo === null && !gone.has(path));
  say(
    'Firemeter is out of this app. Your own code stays, also where it imports credits. The package stays installed: remove it with npm.',
  );
  for (const [path] of kept)
    if ((await readText(folder, path)) !== null) say(`  ${path} stays, because you changed it.`);
}

async function tryRules(
  { folder, firestore }: HostApp,
  { changes, emulator, prefix }: { changes: readonly Change[]; emulator: string | undefined; prefix: string },
): Promise<void> {
  if (!emulator) {
    throw new Problem(
      [
        'Before anything is changed, Firemeter attacks the merged rules on a Firestore emulator. Run this:',
        '  firebase emulators:exec --only firestore "npx firemeter init --yes"',
        'or set FIRESTORE_EMULATOR_HOST to one that runs. --no-attack goes on without it.',
        `To read first what would be written: npx firemeter init --show --no-attack. ${unchanged}`,
      ].join('\n'),
    );
  }
  const merged = changes.find(({ path }) => path === firestore.rules)?.after;
  const rules = merged ?? (await readText(folder, firestore.rules)) ?? '';
  await step('Attacking the merged rules', () => attackRules({ host: emulator, rules, prefix }));
}

async function chooseCodebase(names: readonly string[]): Promise<string> {
  if (!isInteractive()) {
    throw new Problem(
      `There are several codebases: ${names.join(', ')}. Name one, as in --codebase ${names[0]}. ${unchanged}`,
    );
  }
  const message = 'Which codebase calls your AI?';
  const chosen = await select({ message, options: names.map((value) => ({ value, label: value })) });
  if (isCancel(chosen)) throw new Problem(unchanged);
  return chosen;
}

async function ask({ yes }: Pick<InitOptions, 'yes'>, message: string): Promise<void> {
  if (yes) return;
  if (!isInteractive()) throw new Problem(`Add --yes to go on without being asked. ${unchanged}`);
  const answer = await confirm({ message });
  if (isCancel(answer) || !answer) throw new Problem(unchanged);
}

function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

function show(changes: readonly Change[], { show: isWhole = false }: Pick<InitOptions, 'show'>): void {
  for (const { path, before, after } of changes) {
    const verb = before === null ? 'new' : after === null ? 'deleted' : 'changed';
    say(`\n${styleText('bold', path)} (${verb})`);
    if (basename(path) === secretFile) {
      if (after !== null)
        say(styleText('dim', 'DIGEST_KEY, a key for the emulators alone. Secrets are not shown.'));
      continue;
    }
    // Its lines repeat those of the other files.
    if (!isWhole && (path === recordPath || after === null)) continue;
    const patch = createTwoFilesPatch(path, path, before ?? '', after ?? '', '', '', { context: 2 });
    const lines = patch.trimEnd().split('\n').slice(4);
    const shown = isWhole ? lines : lines.slice(0, MAX_SHOWN_LINES);
    for (const line of shown) say(colored(line));
    if (lines.length > shown.length)
      say(styleText('dim', `… ${lines.length - shown.length} more lines. To read all of them, add --show.`));
  }
  say();
}

/** Says so when git would commit the file of secrets. It commits nothing outside of a repository. */
async function warnOfSecret(folder: string, changes: readonly Change[]): Promise<void> {
  const path = changes.find((one) => basename(one.path) === secretFile)?.path;
  if (!path) return;
  const { code } = await runToEnd('git', ['check-ignore', '--quiet', path], { cwd: folder });
  if (code !== NOT_IGNORED) return;
  say(
    `${styleText('yellow', 'Warning:')} git does not ignore ${path}. Add this line to .gitignore:\n  ${secretFile}\n`,
  );
}

function colored(line: string): string {
  if (line.startsWith('+')) return styleText('green', line);
  return line.startsWith('-') ? styleText('red', line) : styleText('dim', line);
}

/** Writes each file to a temporary one first, so that none is left half written, and takes everything back if one fails. */
async function write(folder: string, changes: readonly Change[]): Promise<void> {
  const written: Change[] = [];
  try {
    for (const change of changes) {
      await put(folder, change.path, change.after);
      written.push(change);
    }
  } catch (error) {
    const stuck: string[] = [];
    for (const { path, before } of written.reverse())
      await put(folder, path, before).catch(() => stuck.push(path));
    throw new Problem(
      stuck.length === 0
        ? `A file could not be written, so everything was taken back: ${error}`
        : `A file could not be written, and these could not be taken back, so restore them from version control: ${stuck.join(', ')}. ${error}`,
    );
  }
}

async function put(folder: string, path: string, text: string | null): Promise<void> {
  const file = join(folder, path);
  if (text === null) {
    await rm(file);
    // The folder of the record goes with it. Others are not empty.
    if (path === recordPath) await rmdir(dirname(file)).catch(() => undefined);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(await realpath(file).catch(() => file), text);
}

/** Keeps the file's mode, and leaves no temporary file. */
async function replaceFile(file: string, text: string): Promise<void> {
  const mode = await stat(file).then(
    (found) => found.mode & 0o7777,
    () => undefined,
  );
  const temporary = `${file}.firemeter`;
  try {
    await writeFile(temporary, text, { mode });
    // The mode of a new file lacks what the umask forbids.
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

function creditsPath({ functions }: HostApp): string {
  return functions.entry.replace(/[^/]+(\.\w+)$/, 'credits$1');
}

function nextSteps(app: HostApp, isAttacked: boolean): string {
  const { firestore } = app;
  const credits = creditsPath(app);
  return [
    'Firemeter is added. Next:',
    `  1. Say what you sell, and for how much: ${credits}`,
    `  2. Meter your functions with credits.onCall: ${guide}`,
    '  3. Set the key of digests: firebase functions:secrets:set DIGEST_KEY',
    `  4. Set up App Check in your client, because deployed functions refuse calls without it (${appCheckGuide}), or write appCheck: 'off' in ${credits}`,
    '  5. Deploy: firebase deploy --only firestore,functions',
    '  6. Make yourself the owner: npx firemeter grant-admin EMAIL owner --project ID',
    ...(firestore.unnamed.includes('rules')
      ? [
          'firebase.json named no rules. If you have some in the console, copy them to firestore.rules before you deploy.',
        ]
      : []),
    ...(isAttacked ? [] : ['The rules were not attacked. Run this again with FIRESTORE_EMULATOR_HOST set.']),
    'Undo all of it: npx firemeter init --undo',
  ].join('\n');
}
