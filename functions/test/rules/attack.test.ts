import { expect, onTestFinished, test } from 'vitest';
import { attackRules } from '../../../scripts/cli/attack-rules.ts';
import { mergeRules } from '../../../scripts/cli/merge-rules.ts';
import { collections } from '../../src/contract/index.ts';
import { openDatabase, rulesSource } from './emulator.ts';

const appRules = (rule: string) => `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    ${rule}
  }
}
`;

/** Puts an app's rules in force, with ours merged into them, and attacks them. */
async function attack(name: string, rule: string): Promise<void> {
  const database = await openDatabase(name, { rules: mergeRules(appRules(rule), rulesSource), collections });
  onTestFinished(() => database.close());
  const host = process.env.FIRESTORE_EMULATOR_HOST ?? '';
  await attackRules({ host, project: `demo-rules-${name}` });
}

test('rules of an app that are about its own collections pass the attack', () =>
  attack('attack-notes', 'match /notes/{uid} { allow read, write: if request.auth.uid == uid; }'));

test.each([
  ['reads', 'match /{document=**} { allow read: if request.auth != null; }'],
  ['writes', 'match /{collection}/{id} { allow write: if request.auth != null; }'],
  ['nested-writes', 'match /{collection}/{id}/{inner=**} { allow write: if true; }'],
])('a rule of an app that opens everything to %s is found', async (name, rule) => {
  await expect(attack(`attack-${name}`, rule)).rejects.toThrow('opens documents of Firemeter');
});
