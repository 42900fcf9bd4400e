import { expect, test } from 'vitest';
import { attackRules } from '../../../scripts/cli/init/attack-rules.ts';
import { mergeRules } from '../../../scripts/cli/init/merge-rules.ts';
import { rulesSource } from './support/emulator.ts';

const appRules = (rule: string) => `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    ${rule}
  }
}
`;

/** Merges our rules into an app's, and attacks them. */
const attack = (rule: string): Promise<void> =>
  attackRules({
    host: process.env.FIRESTORE_EMULATOR_HOST ?? '',
    rules: mergeRules(appRules(rule), rulesSource),
  });

test('rules of an app that are about its own collections pass the attack', () =>
  attack('match /notes/{uid} { allow read, write: if request.auth.uid == uid; }'));

const isOwner = 'request.auth.uid == resource.data.uid';

test.each([
  ['everyone', 'match /{document=**} { allow read: if true; }', 'accounts (get)'],
  [
    'everyone who is signed in',
    'match /{c}/{id} { allow list: if request.auth != null; }',
    'accounts (list)',
  ],
  ['everyone who is signed in', 'match /{c}/{id} { allow create: if request.auth.uid == id; }', '(create)'],
  ['everyone who is signed in', `match /{c}/{id} { allow delete: if ${isOwner}; }`, '(delete)'],
  ['everyone', 'match /{c}/{id}/{inner=**} { allow write: if true; }', '(create below)'],
  [
    "the app's own admins",
    'match /{document=**} { allow update: if request.auth.token.admin == true; }',
    '(update)',
  ],
])('a rule of an app by which %s may do too much is found: %s', async (attacker, rule, found) => {
  const error: Error = await attack(rule).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error.message).toContain(`${attacker} can reach documents of Firemeter`);
  expect(error.message).toContain(found);
});
