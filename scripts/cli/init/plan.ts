import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { collections } from '../../../functions/src/contract/index.ts';
import { prefixIndexes, prefixRules } from '../../deploy/prefix-firestore.ts';
import { Problem } from '../../stack/terminal.ts';
import { findFirestore, type HostApp, readJson, unchanged } from './find-app.ts';
import { editJson, type IndexFile, indexKeys, mergeIndexes } from './merge-indexes.ts';
import { mergeRules, removeRules } from './merge-rules.ts';
import { type Choices, creditsFile, exportsFile, functionNames, withExports } from './own-files.ts';
import { type InitRecord, recordOf, recordPath, restore, withoutReturns, writeRecord } from './record.ts';

/** A file to write. */
export interface Change {
  readonly path: string;
  /** Null: there is none. */
  readonly before: string | null;
  /** Null: it is deleted. */
  readonly after: string | null;
}

/** The files that are made for an app without them. */
export const noRules = "rules_version = '2';\n\nservice cloud.firestore {\n}\n";
export const noIndexes = '{\n  "indexes": [],\n  "fieldOverrides": []\n}\n';
/** Read by the emulators alone. A deployed app has a secret of its own. */
export const localSecret = 'DIGEST_KEY=only-for-emulators';
/** Holds the app's secrets: no line of it is copied or shown. */
export const secretFile = '.secret.local';

/** Returns every file that has to be written, and nothing when Firemeter is there already. */
export async function planInit(
  app: HostApp,
  { record, ...choices }: Choices & { readonly record: InitRecord | null },
): Promise<Change[]> {
  const { functions, firestore } = app;
  const folder = posix.dirname(functions.entry);
  const extension = posix.extname(functions.entry);
  const [credits, exported] = ['credits', 'firemeter'].map((name) =>
    posix.join(folder, `${name}${extension}`),
  );
  const ours = await readOurs(functions.installed, choices.prefix);
  const read = (path: string) => readText(app.folder, path);
  const edits: [path: string, edit: (before: string | null) => string][] = [
    [firestore.rules, (before) => mergeOwnRules(before ?? noRules, ours.rules, choices.prefix)],
    [firestore.indexes, (before) => mergeIndexes(before ?? noIndexes, ours.indexes, firestore.indexes)],
    ['firebase.json', (before) => nameFiles(before ?? '')],
    [credits as string, (before) => keepCredits(before, creditsFile(functions, choices), credits as string)],
    [
      exported as string,
      (before) => replaceExports(before, exportsFile(functions, choices.groups), exported as string),
    ],
    [functions.entry, (before) => addExports(before ?? '', functions, choices)],
    [posix.join(functions.source, secretFile), addSecret],
  ];
  const changes: Change[] = [];
  const files: Record<string, InitRecord['files'][string]> = {};
  for (const [path, edit] of edits) {
    const now = await read(path);
    const known = record?.files[path];
    const restored = known && now !== null ? restore(now, known) : now;
    // Files that init made, and those in which its lines can't be told apart any more, stay as they are now.
    const before = restored ?? now;
    const edited = edit(before);
    const after = now !== null && withoutReturns(edited) === withoutReturns(now) ? now : edited;
    const added = addedNames(path, { before, after, firestore });
    if (known && now !== null && before === now)
      files[path] =
        after === now
          ? known
          : recordOf(known.undo === null ? null : now, after, {
              context: contextOf(path),
              added: [...(known.added ?? []), ...added],
            });
    else if (after !== before) files[path] = recordOf(before, after, { context: contextOf(path), added });
    if (after !== now) changes.push({ path, before: now, after });
  }
  const text = writeRecord({
    codebase: functions.codebase,
    groups: [...choices.groups],
    prefix: choices.prefix,
    files,
  });
  const before = await read(recordPath);
  const hasMoreGroups = choices.groups.some((name) => !record?.groups.includes(name));
  // Lines of the app that moved are no reason to write it again. It is written first: without it, nothing can be undone.
  if (before === null || ((changes.length > 0 || hasMoreGroups) && before !== text))
    changes.unshift({ path: recordPath, before, after: text });
  return changes;
}

/** Returns how many lines of the app the record may copy around ours. */
function contextOf(path: string): number | undefined {
  return posix.basename(path) === secretFile ? 0 : undefined;
}

/** Returns the names of what is added to a file of JSON. */
function addedNames(
  path: string,
  { before, after, firestore }: Pick<Change, 'before'> & { after: string } & Pick<HostApp, 'firestore'>,
): string[] {
  if (path === 'firebase.json') return before === after ? [] : [...firestore.unnamed];
  if (path !== firestore.indexes) return [];
  const had = new Set(before === null ? [] : indexKeys(before, path));
  return indexKeys(after, path).filter((key) => !had.has(key));
}

export async function readText(folder: string, path: string): Promise<string | null> {
  return readFile(join(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function readOurs(installed: string, prefix: string): Promise<{ rules: string; indexes: IndexFile }> {
  const rules = await readFile(join(installed, 'firestore.rules'), 'utf8');
  const indexes = await readFile(join(installed, 'firestore.indexes.json'), 'utf8');
  return {
    rules: prefixRules(rules, prefix),
    indexes: prefixIndexes(JSON.parse(indexes) as Required<IndexFile>, prefix),
  };
}

/** @throws Problem when the app has collections by the same names */
function mergeOwnRules(host: string, ours: string, prefix: string): string {
  const own = removeRules(host);
  const taken = Object.values(collections).filter((name) => own.includes(`match /${prefix}${name}/`));
  if (taken.length > 0) {
    throw new Problem(
      `Your rules have collections that Firemeter uses too: ${taken.join(', ')}. Give Firemeter's a prefix, as in \`npx firemeter init --prefix fm_\`. ${unchanged}`,
    );
  }
  return mergeRules(host, ours);
}

function nameFiles(config: string): string {
  const { at, unnamed, ...paths } = findFirestore(readJson(config, 'firebase.json'));
  return unnamed.reduce((text, name) => editJson(text, [...at, name], paths[name]), config);
}

function keepCredits(before: string | null, example: string, path: string): string {
  if (before === null) return example;
  if (before.includes('@firemeter/functions')) return before;
  throw new Problem(
    `${path} is a file of your own. Rename it, because Firemeter needs this name. ${unchanged}`,
  );
}

function replaceExports(before: string | null, after: string, path: string): string {
  if (before === null) return after;
  if (before.includes('credits.functions'))
    return before.includes('\r\n') ? after.replaceAll('\n', '\r\n') : after;
  throw new Problem(
    `${path} is a file of your own. Rename it, because Firemeter needs this name. ${unchanged}`,
  );
}

/** @throws Problem when the app has functions by the same names, which would be deployed in place of ours */
function addExports(before: string, functions: HostApp['functions'], { groups }: Choices): string {
  const taken = functionNames(groups).filter((name) =>
    new RegExp(`(export (const|let|function|async function) |exports\\.)${name}\\b`).test(before),
  );
  if (taken.length > 0) {
    throw new Problem(
      `${functions.entry} exports functions that Firemeter has too: ${taken.join(', ')}. Rename them, or put Firemeter into a codebase of its own. ${unchanged}`,
    );
  }
  return withExports(before, functions);
}

function addSecret(before: string | null): string {
  const text = before ?? '';
  if (/^DIGEST_KEY=/m.test(text)) return text;
  return `${localSecret}${text.includes('\r\n') ? '\r\n' : '\n'}${text}`;
}
