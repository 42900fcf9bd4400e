import { Problem } from '../../stack/terminal.ts';

const BEGIN = '  // firemeter: begin (what is between these two lines is replaced when it is merged again)\n';
const END = '  // firemeter: end\n';
/** The same two lines in a file that an editor or git has given other line endings. */
const BEGIN_LINE = /^[^\S\n]*\/\/ firemeter: begin\b[^\n]*\n/m;
const END_LINE = /^[^\S\n]*\/\/ firemeter: end[^\S\n]*\n/m;
const SERVICE = /^[^\S\n]*service\s+cloud\.firestore\s*\{[^\S\n]*\n/gm;

/**
 * Adds Firemeter's rules to those of an app, as a second block of `match /databases/{database}/documents`. Functions are
 * known only in the block that declares them, so none of the app's can collide with ours. Merging twice changes nothing.
 * @throws Problem when the app's rules have no place for it
 */
export function mergeRules(host: string, ours: string): string {
  const plain = removeRules(host);
  const places = [...plain.matchAll(SERVICE)];
  const [place] = places;
  if (!place || places.length > 1) {
    throw new Problem(
      'The rules need one line `service cloud.firestore {`, after which Firemeter can add its own. Nothing was changed.',
    );
  }
  const at = place.index + place[0].length;
  const added = `${BEGIN}${blockOf(ours)}${END}`.replace(/\r?\n/g, plain.includes('\r\n') ? '\r\n' : '\n');
  return `${plain.slice(0, at)}${added}${plain.slice(at)}`;
}

/** Returns an app's rules as they were before Firemeter's were added, byte for byte. */
export function removeRules(merged: string): string {
  const [begin, end] = [BEGIN_LINE.exec(merged), END_LINE.exec(merged)];
  if (!begin && !end) return merged;
  if (!begin || !end || end.index < begin.index) {
    throw new Problem(
      'One of the two lines that mark the rules of Firemeter is missing. Nothing was changed.',
    );
  }
  return merged.slice(0, begin.index) + merged.slice(end.index + end[0].length);
}

/** Returns the line, counted from 1, of a mark whose other one is missing; null: both are there, or none. */
export function markedLine(rules: string): number | null {
  const [begin, end] = [BEGIN_LINE.exec(rules), END_LINE.exec(rules)];
  const mark = begin ?? end;
  if (!mark || (begin && end && begin.index < end.index)) return null;
  return rules.slice(0, mark.index).split('\n').length;
}

/** Returns the block inside of `service cloud.firestore { … }`. */
function blockOf(rules: string): string {
  const [service] = rules.matchAll(SERVICE);
  if (!service) throw new Problem('These are no rules of Firemeter');
  return rules.slice(service.index + service[0].length, rules.lastIndexOf('}'));
}
