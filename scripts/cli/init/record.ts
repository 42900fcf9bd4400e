import { createHash } from 'node:crypto';
import { applyPatch, createTwoFilesPatch } from 'diff';
import { z } from 'zod';
import { Problem } from '../../stack/terminal.ts';
import { readJson, unchanged } from './find-app.ts';
import { removeRules } from './merge-rules.ts';
import type { NamedGroup } from './own-files.ts';

/** Where `init` notes what it did. It belongs in version control, so that everyone can undo it. */
export const recordPath = '.firemeter/init.json';

const FileRecord = z.strictObject({
  /** Of the file as it was written, whatever its line endings: a file that was changed since has another. */
  sha256: z.string(),
  /** The patch that leads back; null: there was no such file. */
  undo: z.string().nullable(),
  /** The keys of added indexes, or the names added to firebase.json. Absent: nothing was added to a file of JSON. */
  added: z.array(z.string()).optional(),
});
export type FileRecord = z.infer<typeof FileRecord>;

const Record_ = z.strictObject({
  codebase: z.string(),
  groups: z.array(z.string()).transform((names) => names as NamedGroup[]),
  prefix: z.string(),
  files: z.record(z.string(), FileRecord),
});
export type InitRecord = z.output<typeof Record_>;

/** @throws Problem when it is none */
export function readRecord(text: string | null): InitRecord | null {
  if (text === null) return null;
  const parsed = Record_.safeParse(readJson(text, recordPath));
  if (!parsed.success) throw new Problem(`${recordPath} was not written by this version. ${unchanged}`);
  return parsed.data;
}

export function writeRecord(record: InitRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

export function recordOf(
  before: string | null,
  after: string,
  { context = 3, added }: { readonly context?: number | undefined; readonly added: readonly string[] },
): FileRecord {
  const note = { sha256: digestOf(after), ...(added.length > 0 && { added: [...added] }) };
  if (before === null) return { ...note, undo: null };
  const undo = createTwoFilesPatch('after', 'before', after, before, '', '', { context });
  if (applied(after, undo, 0) !== before) throw new Error('A patch does not lead back');
  return { ...note, undo };
}

export function isAsWritten(text: string, { sha256 }: FileRecord): boolean {
  return digestOf(text) === sha256;
}

/**
 * Returns a file as it was before `init`, with what was changed since then: byte for byte if nothing was. Null: there was
 * none. Undefined: it cannot be told apart any more.
 */
export function restore(text: string, file: FileRecord): string | null | undefined {
  if (file.undo === null) return null;
  const exact = applied(text, file.undo, 0) ?? applied(text, file.undo, 2);
  if (exact !== undefined) return exact;
  const withoutRules = removeRules(text);
  return withoutRules === text ? undefined : withoutRules;
}

/** Returns a text with a patch, or undefined when its lines are not there. */
export function applied(text: string, patch: string, fuzzFactor: number): string | undefined {
  // Git may have checked the file out with other line endings.
  for (const autoConvertLineEndings of [false, true]) {
    const result = applyPatch(text, patch, { fuzzFactor, autoConvertLineEndings });
    if (result !== false) return result;
  }
  return undefined;
}

function digestOf(text: string): string {
  return createHash('sha256').update(withoutReturns(text)).digest('hex');
}

/** Returns a text with plain line endings. Git checks files out with those of the machine. */
export function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
