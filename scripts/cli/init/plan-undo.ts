import { posix } from 'node:path';
import { Problem } from '../../stack/terminal.ts';
import { findFirestore, type HostApp, readJson, unchanged } from './find-app.ts';
import { removeIndexes, removeJson } from './merge-indexes.ts';
import { markedLine, removeRules } from './merge-rules.ts';
import { exportedLine, removeExports } from './own-files.ts';
import { type Change, localSecret, noIndexes, noRules, readText, secretFile } from './plan.ts';
import { applied, type FileRecord, type InitRecord, isAsWritten, recordPath } from './record.ts';

/** Returns the files that bring an app back to what it was. Files that `init` made stay if they were changed since. */
export async function planUndo(folder: string, record: InitRecord): Promise<Change[]> {
  const changes: Change[] = [];
  const changedLines: string[] = [];
  for (const [path, file] of Object.entries(record.files)) {
    const before = await readText(folder, path);
    if (before === null) continue;
    const after = undoFile(path, before, file);
    if (typeof after === 'object' && after !== null)
      changedLines.push(`  ${path}:${after.at}  ${after.what}`);
    else if (after !== before) changes.push({ path, before, after });
  }
  if (changedLines.length > 0) {
    throw new Problem(
      [
        'These lines of Firemeter were changed. Remove them by hand, and run this again; nothing else is needed:',
        ...changedLines,
        unchanged,
      ].join('\n'),
    );
  }
  return [...changes, { path: recordPath, before: await readText(folder, recordPath), after: null }];
}

/** A line that has to be removed by hand. */
interface ChangedLine {
  /** Counted from 1. */
  readonly at: number;
  readonly what: string;
}

/**
 * Returns a file without what `init` added to it: byte for byte as it was if nothing was changed since. Null: nothing is
 * left of a file that `init` made.
 */
function undoFile(path: string, text: string, file: FileRecord): string | null | ChangedLine {
  if (file.undo === null && isAsWritten(text, file)) return null;
  const exact = file.undo === null ? undefined : applied(text, file.undo, 0);
  // The patch of a second `init` leads to what the first one added.
  const left = removeAdded(path, exact ?? text, file);
  return file.undo === null && typeof left === 'string' && isBare(left) ? null : left;
}

/** Removes what `init` added, whatever is around it now. A file that lacks it stays as it is. */
function removeAdded(path: string, text: string, { added = [] }: FileRecord): string | ChangedLine {
  if (path === 'firebase.json') return removeNames(text, added);
  if (posix.basename(path) === secretFile) return removeSecret(text);
  if (added.length > 0) return removeIndexes(text, added, path);
  const mark = markedLine(text);
  if (mark !== null) return { at: mark, what: 'this mark, and the rules of Firemeter beside it' };
  const left = removeExports(removeRules(text));
  const line = left === text ? exportedLine(text) : null;
  return line === null ? left : { at: line, what: text.split('\n')[line - 1]?.trim() ?? '' };
}

function removeSecret(text: string): string | ChangedLine {
  const left = text.replace(new RegExp(`^${localSecret}[^\\S\\n]*(\\n|$)`, 'm'), '');
  const at = left.split('\n').findIndex((line) => line.startsWith('DIGEST_KEY='));
  return at < 0 ? left : { at: at + 1, what: 'DIGEST_KEY' };
}

function removeNames(text: string, added: readonly string[]): string {
  const named = namedFiles(text);
  const usual = findFirestore({});
  const ours = usual.unnamed.filter(
    (name) => added.includes(name) && !named?.unnamed.includes(name) && named?.[name] === usual[name],
  );
  const left = ours.reduce((before, name) => removeJson(before, [...(named?.at ?? []), name]), text);
  const { firestore } = readJson<{ firestore?: object }>(left, 'firebase.json');
  const isEmpty = ours.length > 0 && firestore !== undefined && Object.keys(firestore).length === 0;
  return isEmpty ? removeJson(left, ['firestore']) : left;
}

/** Returns null when the app has no database by the name `(default)` any more. */
function namedFiles(text: string): HostApp['firestore'] | null {
  const config = readJson<Parameters<typeof findFirestore>[0]>(text, 'firebase.json');
  try {
    return findFirestore(config);
  } catch {
    return null;
  }
}

/** Returns whether nothing is left of a file that `init` made but its frame. */
function isBare(text: string): boolean {
  const bare = [text, noRules, noIndexes, '{}'].map((one) => one.replace(/\s/g, ''));
  return bare[0] === '' || bare.lastIndexOf(bare[0] ?? '') > 0;
}
