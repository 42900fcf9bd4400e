import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../stack/paths.ts';
import { mergeRules, removeRules } from './merge-rules.ts';

const ours = readFileSync(join(root, 'firestore.rules'), 'utf8');
const host = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function isSignedIn() { return request.auth.token.email_verified; }
    match /notes/{uid} { allow read, write: if isSignedIn() && request.auth.uid == uid; }
  }
}
`;
const windows = host.replaceAll('\n', '\r\n');

describe('merging rules', () => {
  test('keeps every line of the app, and adds every rule of ours once', () => {
    const merged = mergeRules(host, ours);
    expect(merged.split('\n')).toEqual(expect.arrayContaining(host.split('\n')));
    expect(merged.match(/match \/accounts\/\{accountId\}/g)).toHaveLength(1);
    expect(merged.match(/\{/g)).toHaveLength(merged.match(/\}/g)?.length ?? 0);
  });

  test('a second time changes nothing', () => {
    const merged = mergeRules(host, ours);
    expect(mergeRules(merged, ours)).toBe(merged);
  });

  test('replaces the rules of an earlier version', () => {
    const earlier = mergeRules(host, ours.replace('match /accounts/', 'match /old_accounts/'));
    expect(mergeRules(earlier, ours)).toBe(mergeRules(host, ours));
  });

  test('is undone byte for byte', () => {
    for (const rules of [host, windows, host.trimEnd(), `// Ours\n${host}`]) {
      expect(removeRules(mergeRules(rules, ours))).toBe(rules);
    }
  });

  test('is undone in rules that were given other line endings since', () => {
    const merged = mergeRules(host, ours);
    expect(removeRules(merged.replaceAll('\n', '\r\n'))).toBe(windows);
    expect(mergeRules(windows, ours)).toBe(merged.replaceAll('\n', '\r\n'));
  });

  test('refuses rules in which there is no place, or more than one', () => {
    for (const rules of ['', 'service firebase.storage {\n}\n', host + host, windows.slice(0, 10)]) {
      expect(() => mergeRules(rules, ours)).toThrow('Nothing was changed');
    }
  });

  test('refuses rules of which one mark is missing', () => {
    const merged = mergeRules(host, ours).replace('  // firemeter: end\n', '');
    expect(() => mergeRules(merged, ours)).toThrow('Nothing was changed');
  });
});
